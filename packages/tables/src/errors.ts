import { LIMITS } from './limits.js';

/** Every reason for which a file as a whole is refused: what is wrong, what to do. */
export const TABLE_FAULTS = {
  not_a_table: '这不是表格文件。请上传 xlsx 或 csv 文件。',
  old_format: '这是旧的 xls 文件，或者加了密码。请另存为不带密码的 xlsx，再上传。',
  damaged: '文件已经损坏，打不开。请在表格软件里另存为 xlsx，再上传。',
  file_too_large: `文件超过 ${LIMITS.fileBytes / 1024 / 1024} MB。请分成几个文件上传。`,
  unpacked_too_large: '文件解开以后太大，不像一张名单。请只留下要导入的一张表，另存后再上传。',
  too_many_rows: `表格超过 ${LIMITS.rows} 行。请分成几个文件上传。`,
  too_many_columns: `表格超过 ${LIMITS.columns} 列。请只留下要导入的列，再上传。`,
  line_too_long: '有一行太长，不像表格。请检查换行、逗号和引号，再上传。',
  encoding: '文件里有读不懂的文字编码。请另存为 xlsx，或者“CSV UTF-8”，再上传。',
  empty: '表格是空的。请填好以后再上传。',
  too_complex: '文件太复杂，读不下来。请把内容复制到一张新的表，另存后再上传。',
  too_slow: '文件读了太久还没有读完。请分成几个文件上传。',
} as const satisfies Record<string, string>;

export type TableFault = keyof typeof TABLE_FAULTS;

/** A file that is refused as a whole. The message is for whoever uploaded it. */
export class TableError extends Error {
  constructor(
    readonly code: TableFault,
    options?: ErrorOptions,
  ) {
    super(TABLE_FAULTS[code], options);
  }
}
