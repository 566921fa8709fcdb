/** An error answer of the API: RFC 9457 with a stable `code`; `title` and `detail` are Chinese sentences for residents. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail?: string;
  /** What is wrong with single fields of the input. */
  errors?: readonly { field: string; message: string }[];
}

/** Whether something thrown or answered is a problem of the API (and not, say, a lost connection). */
export function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && 'title' in error && typeof error.title === 'string';
}

const OFFLINE = '连不上服务器。请看看网络，再试一次。';

/** The sentence a resident reads about an error: the API's own, or that the line is down. */
export function problemSentence(error: unknown): string {
  return isProblem(error) ? error.detail || error.title : OFFLINE;
}

/** The sentence about one field of the input, if the problem names it. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  return isProblem(error) ? error.errors?.find((each) => each.field === field)?.message : undefined;
}
