export default {
  zh: { electrician: '电工作业', welding: '焊接与热切割作业', height: '高处作业', refrigeration: '制冷与空调作业', coal_mine: '煤矿安全作业', mine: '金属非金属矿山安全作业', oil_gas: '石油天然气安全作业', metallurgy_gas: '冶金（有色）生产安全作业（煤气）', hazardous_chemicals: '危险化学品安全作业', fireworks: '烟花爆竹安全作业' },
  en: { electrician: 'Electrical work', welding: 'Welding and hot cutting', height: 'Work at height', refrigeration: 'Refrigeration and air conditioning', coal_mine: 'Coal mine safety work', mine: 'Metal and non-metal mine safety work', oil_gas: 'Oil and gas safety work', metallurgy_gas: 'Metallurgical gas work', hazardous_chemicals: 'Hazardous chemicals safety work', fireworks: 'Fireworks safety work' },
}
