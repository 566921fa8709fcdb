/** The categories a new installation starts with: the nine heads of domain.md and 智能技术. Data, not code: admins change them. */
export const CATEGORY_SEED = [
  { code: 'core-values', name: '社会主义核心价值观' },
  { code: 'civic', name: '公民素养' },
  { code: 'law', name: '法治诚信' },
  { code: 'arts', name: '人文艺术' },
  { code: 'science', name: '科学普及' },
  { code: 'skills', name: '职业技能' },
  { code: 'fitness', name: '运动健身' },
  { code: 'health', name: '养生保健' },
  { code: 'leisure', name: '生活休闲' },
  { code: 'digital', name: '智能技术' },
] as const;
