/** Dates, distances and money as people on site say them. */
import { now as clock, stamp, today } from './clock'
import words from './format.words'
import { type Locale, locale, useWords } from './i18n'

const { t } = useWords(words)
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const DAYS = { zh: ['日', '一', '二', '三', '四', '五', '六'], en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] }

/** Whole days from one `YYYY-MM-DD` to another; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** “还有 7 天” up to 15 days, “明天到期”, “今天到期”, “超期 2 天”, else the date. */
export function dueWords(due: string, day: string = today(), language: Locale = locale()): string {
  const days = daysBetween(day, due)
  if (days < 0) return t('overdue', { n: -days }, language)
  if (days === 0) return t('today', {}, language)
  if (days === 1) return t('tomorrow', {}, language)
  return days <= 15 ? t('left', { n: days }, language) : t('due', { date: dayWords(due, language, day) }, language)
}

function parts(date: string): { y: number, m: number, d: number, month: string } {
  const [y = 1970, m = 1, d = 1] = date.slice(0, 10).split('-').map(Number)
  return { y, m, d, month: MONTHS[m - 1] ?? '' }
}

/** “11月20日”, with the year when it is not this one. */
export function dayWords(date: string, language: Locale = locale(), day: string = today()): string {
  const given = parts(date)
  return date.slice(0, 4) === day.slice(0, 4) ? t('day', given, language) : t('year', given, language)
}

/** “2026年11月” of `2026-11`. */
export const monthText = (month: string): string => t('month', { ...parts(month) })

/** The hour of a moment here: “10:20”. */
export const hourText = (iso: string): string => stamp(new Date(iso)).slice(11, 16)

/** “10:20” today, “昨天 10:20”, else “11月20日 10:20”. */
export function timeText(iso: string, now: Date = clock()): string {
  const when = new Date(iso)
  if (Number.isNaN(when.getTime())) return ''
  const day = today(when)
  const time = hourText(iso)
  const days = daysBetween(today(now), day)
  if (days === 0) return time
  return days === -1 ? t('yesterday', { time }) : t('dayTime', { ...parts(day), time })
}

export function weekdayText(now: Date = clock()): string {
  return t('weekday', { w: DAYS[locale()][now.getDay()] ?? '' })
}

/** “60 米”, “1.2 公里”; nothing finer than ten metres, because no phone knows better. */
export function distanceText(metres: number): string {
  if (metres < 950) return t('metres', { n: Math.max(10, Math.round(metres / 10) * 10) })
  return t('kilometres', { n: (metres / 1000).toFixed(metres < 9950 ? 1 : 0) })
}

/** Whole fen as yuan: “1,200 元”, “1,200.50 元”. */
export function moneyText(fen: number): string {
  const figure = (fen / 100).toLocaleString('en-US', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })
  return t('yuan', { n: figure })
}

export const sizeText = (bytes: number): string => t('megabytes', { n: (bytes / 1_048_576).toFixed(bytes < 10_485_760 ? 1 : 0) })

export const countText = (n: number): string => n.toLocaleString('en-US')

/** What stands between the names of a list. */
export const comma = (): string => locale() === 'en' ? ', ' : '、'
