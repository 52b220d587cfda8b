export default {
  zh: {
    title: '企业', gone: '这家企业不在本机', gone_what: '它可能不在您的片区，或者清单还没有取到。', loading: '正在读本机的记录', back: '回今日',
    open: '没销号的隐患', none: '没有没销号的隐患', none_text: '销号 {n} 条', snap: '拍这家的隐患', about: '基本情况', code: '统一社会信用代码', area: '所在', sector: '行业', state: '状态', state_open: '正常', state_stopped: '停产', state_closed: '关闭', traits: '特点',
    address: '地址', principal: '负责人', call: '打电话', host: '在这家厂里', tenants: '租在这家的', navigate: '位置',
    sector_metallurgy: '冶金', sector_nonferrous: '有色', sector_building_materials: '建材', sector_machinery: '机械', sector_light_industry: '轻工', sector_textile: '纺织', sector_tobacco: '烟草', sector_trade: '商贸',
    trait_metal_smelting: '金属冶炼', trait_deep_well_casting: '深井铸造', trait_dust_explosion: '粉尘涉爆', trait_dust_headcount: '涉粉作业 {n} 人', trait_ammonia_refrigeration: '涉氨制冷', trait_labour_intensive: '劳动密集型', trait_factory_in_factory: '厂中厂',
    trait_confined_space: '有限空间', trait_high_temp_metal: '高温熔融金属', trait_hazardous_chemicals: '危险化学品', trait_major_hazard_installation: '重大危险源', trait_key_fire_unit: '消防安全重点单位', trait_crowded_premises: '人员密集场所', trait_residence_on_site: '现场住人', trait_outsourced: '有外委外协', trait_leased: '有承租单位', trait_confined_space_count: '有限空间 {n} 处', trait_above_scale: '规模以上', trait_central_owned: '央企及其下属',
  },
  en: {
    title: 'Enterprise', gone: 'This enterprise is not on this phone', gone_what: 'It may be outside your area, or the list is not fetched yet.', loading: 'Reading the record on this phone', back: 'Back to today',
    open: 'Open hazards', none: 'No open hazards', none_text: '{n} closed', snap: 'Snap a hazard here', about: 'About', code: 'Credit code', area: 'Where', sector: 'Sector', state: 'State', state_open: 'At work', state_stopped: 'Stopped', state_closed: 'Closed', traits: 'Traits',
    address: 'Address', principal: 'Principal', call: 'Call', host: 'On the premises of', tenants: 'Tenants', navigate: 'Position',
    sector_metallurgy: 'Metallurgy', sector_nonferrous: 'Non-ferrous metals', sector_building_materials: 'Building materials', sector_machinery: 'Machinery', sector_light_industry: 'Light industry', sector_textile: 'Textile', sector_tobacco: 'Tobacco', sector_trade: 'Trade',
    trait_metal_smelting: 'Metal smelting', trait_deep_well_casting: 'Deep-well casting', trait_dust_explosion: 'Combustible dust', trait_dust_headcount: '{n} work with dust', trait_ammonia_refrigeration: 'Ammonia refrigeration', trait_labour_intensive: 'Labour-intensive', trait_factory_in_factory: 'Factory within a factory',
    trait_confined_space: 'Confined space', trait_high_temp_metal: 'Molten metal', trait_hazardous_chemicals: 'Hazardous chemicals', trait_major_hazard_installation: 'Major hazard installation', trait_key_fire_unit: 'Key fire-safety unit', trait_crowded_premises: 'Assembly-type premises', trait_residence_on_site: 'People live on site', trait_outsourced: 'Contracts work out', trait_leased: 'Lets premises', trait_confined_space_count: '{n} confined spaces', trait_above_scale: 'Above designated size', trait_central_owned: 'Centrally owned',
  },
}
