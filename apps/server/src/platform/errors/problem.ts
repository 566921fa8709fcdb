import { PROBLEMS, type ProblemCode } from './problems.js';

/** One field of the input that is at fault, and why, in Chinese. */
export interface FieldFault {
  field: string;
  message: string;
}

/** An expected refusal. The filter turns it into an RFC 9457 answer with its stable code. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    readonly fields: FieldFault[] = [],
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.status = PROBLEMS[code].status;
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
