import writeExcelFile from 'write-excel-file/node';

/** A column of a template. */
export interface TemplateColumn {
  heading: string;
  required: boolean;
  example: string;
  note: string;
}

/** How many rows under the headings take what is typed as text. */
const TEXT_ROWS = 2000;
const TEXT = '@';
const HEADING = { fontWeight: 'bold', backgroundColor: '#e8efe9', format: TEXT } as const;

/**
 * An xlsx to be filled in: the headings, an example row, and a second sheet that says what belongs where. All cells are
 * text, so that no spreadsheet makes 3.2E+17 of an ID number.
 */
export async function writeTemplate(name: string, columns: readonly TemplateColumn[]): Promise<Buffer> {
  const blank = columns.map(() => ({ type: String, format: TEXT }));
  const text = (value: string) => ({ value, type: String, format: TEXT });
  const rows = [
    columns.map(({ heading }) => ({ value: heading, type: String, ...HEADING })),
    columns.map(({ example }) => (example === '' ? { type: String, format: TEXT } : text(example))),
    ...Array.from({ length: TEXT_ROWS }, () => blank),
  ];
  const notes = [
    ['列', '是否必填', '怎么填'].map((value) => ({ value, type: String, ...HEADING })),
    ...columns.map(({ heading, required, note }) => [text(heading), text(required ? '必填' : '可以不填'), text(note)]),
    [text('第 2 行是示例，填写时请删去。')],
  ];
  return writeExcelFile([
    { data: rows, sheet: name, columns: columns.map(() => ({ width: 22 })), stickyRowsCount: 1 },
    { data: notes, sheet: '填写说明', columns: [{ width: 16 }, { width: 10 }, { width: 60 }] },
  ]).toBuffer();
}
