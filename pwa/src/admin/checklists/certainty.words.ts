/** How sure the text of a question is, as server/places/taxonomy.py says it, in short. */
export default {
  zh: { text_seen: '已对照条文', partly_seen: '只对照过部分条文', memory_2017_seen: '按 2017 版改写，未见现行条文', memory: '凭记忆写的，未见条文', law_text_seen: '所引条文已对照', law_from_memory: '法规确定，条款未核对', common_practice: '通行做法，条款未核对' },
  en: { text_seen: 'Checked against the text', partly_seen: 'Only partly checked', memory_2017_seen: 'After the 2017 edition, current text not seen', memory: 'From memory, text not seen', law_text_seen: 'The cited article was checked', law_from_memory: 'Regulation certain, article not checked', common_practice: 'Common practice, article not checked' },
}
