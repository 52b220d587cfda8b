export default {
  zh: { new: '新的', changed: '有改动', same: '没有变', bad: '有错，不导入', new_taken: '新增了', changed_taken: '改了', same_taken: '没有变', bad_taken: '有错，没有导入' },
  en: { new: 'New', changed: 'Changed', same: 'The same', bad: 'Wrong, left out', new_taken: 'Added', changed_taken: 'Changed', same_taken: 'The same', bad_taken: 'Wrong, left out' },
}
