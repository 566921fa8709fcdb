import { DIFFICULTY_NAMES, QUESTION_KINDS, QUESTION_KIND_NAMES, QUIZ_LIMITS } from '@xuexi/domain';
import type { ImportColumn } from '../imports/import-kind.js';

/** 'A' … 'J': what a question may choose from, put in order, match or fill in, a column for each. */
export const LETTERS = Array.from({ length: QUIZ_LIMITS.itemsTo }, (_, i) => String.fromCharCode(65 + i));

const OPTION_NOTE = '单选、多选、排序：一格一项，排序题按正确的顺序填。填空：一格一个空，几种答案都算对时用竖线隔开，如 110|一一〇。连线：左边|右边；只有右边、多出来的项写成 |右边。';

/** The columns of the table of questions, one row for each question. */
export const QUESTION_COLUMNS: readonly ImportColumn[] = [
  { key: 'kind', heading: '题型', also: ['类型', '题目类型'], required: true, example: QUESTION_KIND_NAMES.single, note: `${QUESTION_KINDS.map((kind) => QUESTION_KIND_NAMES[kind]).join('、')}。` },
  { key: 'stem', heading: '题干', also: ['题目', '问题'], required: true, example: '示例：手机没电时先做什么', note: `最多 ${QUIZ_LIMITS.stem} 个字。填空题用 ＿＿ 标出每一个空。` },
  ...LETTERS.map((letter, i) => ({ key: letter, heading: `选项${letter}`, also: [letter], required: false, example: ['充电', '关机重启'][i] ?? '', note: i === 0 ? OPTION_NOTE : '同选项A。' })),
  { key: 'answer', heading: '答案', also: ['正确答案', '参考答案'], required: false, example: 'A', note: '单选、多选填选项的字母，如 A 或 AC。判断题填对或错。简答题填参考答案。填空、排序、连线空着。' },
  { key: 'explanation', heading: '解析', also: ['答案解析', '说明'], required: false, example: '', note: `交卷以后给学员看，最多 ${QUIZ_LIMITS.explanation} 个字。` },
  { key: 'difficulty', heading: '难度', also: ['难易', '难易程度'], required: false, example: DIFFICULTY_NAMES[1], note: `${Object.values(DIFFICULTY_NAMES).join('、')}。空着算${DIFFICULTY_NAMES[2]}。` },
  { key: 'tags', heading: '标签', also: ['知识点', '分类'], required: false, example: '手机', note: `用顿号隔开，最多 ${QUIZ_LIMITS.tags} 个。抽题时可以按标签抽。` },
];
