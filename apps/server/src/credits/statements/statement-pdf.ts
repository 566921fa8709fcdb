import type { Font } from 'fontkit';
import PDFDocument from 'pdfkit';
import encodeQR from 'qr';
import type { StatementSheet } from './statement-sheet.js';

const POINTS_PER_MM = 72 / 25.4;
const mm = (length: number): number => length * POINTS_PER_MM;

const LEFT = mm(20);
const WIDTH = mm(170);
const RIGHT = LEFT + WIDTH;
const FOOT = mm(282);
const INK = '#1f2328';
const MUTED = '#57606a';
const LINE = '#8c959f';
const SHADE = '#f3f4f6';

const STATUS_MARKS: Record<StatementSheet['status'], string | null> = { valid: null, revoked: '已撤销', preliminary: '预结算' };

/** Draws one statement as a PDF of A4 pages, in half a second of work; of the fonts only the glyphs that occur are in it. */
export function drawStatement(sheet: StatementSheet, font: Font): Promise<Buffer> {
  const pen = new Pen(sheet, font);
  pen.frontPage();
  pen.entryPages();
  return pen.finish();
}

class Pen {
  private readonly doc: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly ended: Promise<Buffer>;
  private readonly sheet: StatementSheet;
  private readonly font: Font;

  constructor(sheet: StatementSheet, font: Font) {
    this.sheet = sheet;
    this.font = font;
    const info = { Title: `${sheet.year} 年度学分证明 ${sheet.number}`, Creator: '学习在线', CreationDate: new Date(`${sheet.computedOn}T00:00:00+08:00`) };
    this.doc = new PDFDocument({ size: 'A4', margin: 0, bufferPages: true, font: '', info, lang: 'zh-CN', displayTitle: true });
    this.doc.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.ended = new Promise((resolve, reject) => {
      this.doc.on('end', () => resolve(Buffer.concat(this.chunks)));
      this.doc.on('error', reject);
    });
  }

  frontPage(): void {
    this.mark();
    this.heading();
    this.holder();
    this.result();
    this.kinds();
    this.months();
    this.notes();
    this.seal();
    this.check();
  }

  entryPages(): void {
    let y = FOOT;
    for (const entry of this.sheet.entries) {
      if (y > FOOT - mm(16)) y = this.entryPage();
      this.rowOf(entry, y);
      y += mm(6.4);
    }
  }

  finish(): Promise<Buffer> {
    const { start, count } = this.doc.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.doc.switchToPage(page);
      this.rule(FOOT - mm(2));
      this.write(`编号 ${this.sheet.number}　防伪码 ${this.sheet.checkCode}`, LEFT, FOOT, { size: 8, color: MUTED });
      this.write(`第 ${page + 1} 页 / 共 ${count} 页`, LEFT, FOOT, { size: 8, color: MUTED, align: 'right' });
    }
    this.doc.end();
    return this.ended;
  }

  /** What does not hold says so across the page. */
  private mark(): void {
    const mark = STATUS_MARKS[this.sheet.status];
    if (mark === null) return;
    this.doc.save().rotate(-35, { origin: [mm(105), mm(150)] });
    this.write(mark, LEFT, mm(128), { size: 110, color: '#e5e7eb', align: 'center', bold: true });
    this.doc.restore();
  }

  private heading(): void {
    const { year, number, version, status, computedOn, reason } = this.sheet;
    this.write('学习在线', LEFT, mm(20), { size: 11, color: MUTED, align: 'center' });
    this.write('年度学分证明', LEFT, mm(27), { size: 26, bold: true, align: 'center' });
    this.write(`${year} 年度`, LEFT, mm(41), { size: 14, align: 'center' });
    const edition = `第 ${version} 版${reason === null ? '' : `（${reason}）`}`;
    const standing = { valid: edition, revoked: `${edition}　已撤销，请用新版本`, preliminary: '预结算，账目还没有结清，不作证明使用' }[status];
    this.write(`编号 ${number}　${standing}　${computedOn} 结算`, LEFT, mm(50), { size: 9, color: MUTED, align: 'center' });
    this.rule(mm(57), 1.2);
  }

  private holder(): void {
    const { name, document, place } = this.sheet;
    for (const [row, [label, value]] of [['姓名', name], ['证件号码', document], ['所在区域', place.length === 0 ? '没有登记' : place.join(' ')]].entries()) {
      const y = mm(61 + row * 8);
      this.write(label!, LEFT, y, { size: 11, color: MUTED });
      this.write(value!, LEFT + mm(26), y, { size: 11, width: WIDTH - mm(26) });
    }
  }

  private result(): void {
    const { credits, targetCredits, targetMet, status } = this.sheet;
    const top = mm(88);
    this.doc.rect(LEFT, top, WIDTH, mm(24)).lineWidth(0.8).stroke(LINE);
    this.write('全年学分', LEFT + mm(6), top + mm(4.5), { size: 10, color: MUTED });
    this.write(`${credits} 学分`, LEFT + mm(6), top + mm(10), { size: 22, bold: true });
    const verdict = targetMet ? '达标' : '未达标';
    this.write(status === 'preliminary' ? `${verdict}（暂计）` : verdict, LEFT, top + mm(4.5), { size: 20, bold: true, align: 'right', width: WIDTH - mm(6) });
    this.write(`年度目标 ${targetCredits} 学分`, LEFT, top + mm(15.5), { size: 10, color: MUTED, align: 'right', width: WIDTH - mm(6) });
  }

  private kinds(): void {
    this.write('按类别（学分）', LEFT, mm(118), { size: 11, bold: true });
    const { kinds } = this.sheet;
    if (kinds === null) return this.absent(mm(126));
    this.grid(mm(125), kinds.map(({ name }) => name), kinds.map(({ credits }) => credits));
  }

  private months(): void {
    this.write('按月份（学分）', LEFT, mm(145), { size: 11, bold: true });
    const { months } = this.sheet;
    if (months === null) return this.absent(mm(153));
    for (const half of [0, 6]) {
      const names = Array.from({ length: 6 }, (_, month) => `${half + month + 1} 月`);
      this.grid(mm(152 + half * 2.8), names, months.slice(half, half + 6));
    }
  }

  private notes(): void {
    const { entryCount, policies, entries } = this.sheet;
    const listed = entries.length === 0 ? '' : '，明细见后页';
    this.write(`共 ${entryCount} 笔记录${listed}。适用规则：${policies.join('、')}。各项分别舍去到 0.01，合计先加后舍，所以各项相加可能略少于合计。时间均为北京时间。`, LEFT, mm(188), { size: 8.5, color: MUTED, width: WIDTH });
  }

  private seal(): void {
    const [x, y, radius] = [mm(150), mm(228), mm(19)];
    this.doc.circle(x, y, radius).lineWidth(0.7).dash(3, { space: 3 }).stroke(LINE).undash();
    this.write('盖章处', x - radius, y - mm(3), { size: 12, color: LINE, width: radius * 2, align: 'center' });
    this.write('年　　　月　　　日', x - mm(30), y + mm(24), { size: 11, width: mm(60), align: 'center' });
  }

  private check(): void {
    const { verifyUrl, typeInUrl, number, checkCode } = this.sheet;
    const [top, side] = [mm(204), mm(34)];
    this.qr(verifyUrl, LEFT, top, side);
    const [x, width] = [LEFT + side + mm(5), mm(66)];
    this.write('怎样核验', x, top + mm(1), { size: 11, bold: true });
    this.write('扫左边的二维码，或者打开下面的网址，填写编号和防伪码。', x, top + mm(7.5), { size: 9, width });
    this.write(typeInUrl, x, top + mm(17), { size: 9, width });
    this.write(`编号　${number}`, x, top + mm(24), { size: 9, width });
    this.write(`防伪码　${checkCode}`, x, top + mm(29.5), { size: 11, bold: true, width });
  }

  private entryPage(): number {
    this.doc.addPage();
    this.mark();
    const { year, name } = this.sheet;
    this.write(`${year} 年度学分明细　${name}`, LEFT, mm(18), { size: 13, bold: true });
    const y = mm(28);
    this.doc.rect(LEFT, y - mm(1.2), WIDTH, mm(6.4)).fill(SHADE);
    this.rowOf({ date: '日期', title: '内容', kind: '类别', credits: '学分' }, y);
    return y + mm(7);
  }

  private rowOf({ date, title, kind, credits }: StatementSheet['entries'][number], y: number): void {
    const size = 9;
    this.write(date, LEFT + mm(2), y, { size });
    this.write(this.fitting(title, mm(92), size), LEFT + mm(26), y, { size });
    this.write(kind, LEFT + mm(122), y, { size });
    this.write(credits, LEFT, y, { size, align: 'right', width: WIDTH - mm(2) });
    this.rule(y + mm(5.1), 0.25);
  }

  private grid(top: number, names: readonly string[], values: readonly string[]): void {
    const [row, column] = [mm(7), WIDTH / names.length];
    this.doc.rect(LEFT, top, WIDTH, row).fill(SHADE);
    this.doc.rect(LEFT, top, WIDTH, row * 2).lineWidth(0.5).stroke(LINE);
    for (const [at, name] of names.entries()) {
      const x = LEFT + at * column;
      if (at > 0) this.doc.moveTo(x, top).lineTo(x, top + row * 2).lineWidth(0.5).stroke(LINE);
      this.write(name, x, top + mm(1.6), { size: 9, width: column, align: 'center', color: MUTED });
      this.write(values[at] ?? '', x, top + row + mm(1.6), { size: 10, width: column, align: 'center' });
    }
  }

  private absent(y: number): void {
    this.write('结算时还没有保存分项。', LEFT, y, { size: 9, color: MUTED });
  }

  private qr(text: string, x: number, y: number, side: number): void {
    const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 2 });
    const module = side / modules.length;
    for (const [row, line] of modules.entries()) {
      for (const [column, dark] of line.entries()) {
        if (dark) this.doc.rect(x + column * module, y + row * module, module, module);
      }
    }
    this.doc.fill('#000000');
  }

  private rule(y: number, thickness = 0.5): void {
    this.doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(thickness).stroke(LINE);
  }

  private write(text: string, x: number, y: number, { size, color = INK, bold = false, width = WIDTH, align = 'left' }: { size: number; color?: string; bold?: boolean; width?: number; align?: 'left' | 'center' | 'right' }): void {
    // A second font would double the file: bold is the same shapes with an outline.
    const weight = bold ? { fill: true, stroke: true } : {};
    this.use(size).fillColor(color).strokeColor(color).lineWidth(size / 32).text(text, x, y, { width, align, lineGap: size * 0.1, ...weight });
  }

  /** As much of a line as fits, with a mark where it was cut. */
  private fitting(text: string, width: number, size: number): string {
    this.use(size);
    if (this.doc.widthOfString(text) <= width) return text;
    const characters = [...text];
    while (characters.length > 0 && this.doc.widthOfString(`${characters.join('')}…`) > width) characters.pop();
    return `${characters.join('')}…`;
  }

  private use(size: number): PDFKit.PDFDocument {
    // pdfkit takes an opened font of fontkit, which its types do not know.
    return this.doc.font(this.font as unknown as PDFKit.Mixins.PDFFontSource).fontSize(size);
  }
}
