export default {
  zh: { sectors: '行业', sectors_hint: '一个都不选就是哪个行业都问。', traits: '企业的特点', traits_hint: '选了几个，有其中一个就问；不选就不看。', yes: '是', no: '否', add: '加一个特点…', drop: '去掉“{what}”' },
  en: { sectors: 'Sectors', sectors_hint: 'None chosen: every sector.', traits: 'What the enterprise is like', traits_hint: 'One of those named is enough; none: it does not matter.', yes: 'Yes', no: 'No', add: 'Add an attribute…', drop: 'Remove “{what}”' },
}
