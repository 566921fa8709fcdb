/** What is wrong with a field, in Chinese: what it is, what to do. The path leads from the whole to the field. */
export interface QuizFault {
  path: (string | number)[];
  message: string;
}

/** Characters that no table keeps, or that nobody sees. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\uFFFD]/u;

/** What spreadsheets make of long numbers: nobody can tell whether it was meant. */
const SCIENTIFIC = /^[+-]?\d(?:\.\d+)?E\+?\d{2,}$/iu;

interface TextRule {
  max: number;
  /** What to say of an empty text; without it the text may be empty. */
  missing?: string;
  /** It may have several lines. */
  lines?: boolean;
  /** False: a vertical bar parts texts in the table of questions, so that none may hold one. */
  bars?: boolean;
}

/** What is wrong with a text that has no blanks around it. */
export function faultsOfText(path: (string | number)[], text: string, { max, missing, lines = false, bars = true }: TextRule): QuizFault[] {
  if (text === '') return missing === undefined ? [] : [{ path, message: missing }];
  if (text.length > max) return [{ path, message: `最多 ${max} 个字` }];
  if (!lines && text.includes('\n')) return [{ path, message: '请写成一行' }];
  if (UNSEEN.test(text.replace(/\n/gu, ''))) return [{ path, message: '里面有看不见的字符，请删去重填' }];
  if (SCIENTIFIC.test(text)) return [{ path, message: '表格软件会把这种写法当作改坏的数，请写成 3×10⁸ 这样' }];
  return !bars && /[|｜]/u.test(text) ? [{ path, message: '不要用竖线，它在题库表格里用来分隔' }] : [];
}
