import { PROBLEMS, type ProblemCode } from './problems.js';

/** One field of the input that is at fault, and why, in Chinese. */
export interface FieldFault {
  field: string;
  message: string;
}

/** What else a refusal may carry. */
export interface ProblemOptions extends ErrorOptions {
  /** After how many seconds it is worth trying again: the header Retry-After. */
  retryAfterSeconds?: number;
}

/** An expected refusal. The filter turns it into an RFC 9457 answer with its stable code. */
export class Problem extends Error {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ProblemCode,
    readonly fields: FieldFault[] = [],
    options?: ProblemOptions,
  ) {
    super(code, options);
    this.status = PROBLEMS[code].status;
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }

  toJSON(): ProblemBody {
    const { status, title, detail } = PROBLEMS[this.code];
    return { type: `urn:xuexi:problem:${this.code}`, status, code: this.code, title, detail, ...(this.fields.length > 0 && { fields: this.fields }) };
  }
}

/** The body of every error answer (`application/problem+json`). */
export interface ProblemBody {
  type: string;
  status: number;
  code: ProblemCode;
  title: string;
  detail: string;
  fields?: FieldFault[];
}
