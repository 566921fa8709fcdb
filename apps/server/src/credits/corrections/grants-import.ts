import { createHash } from 'node:crypto';
import { shanghaiDate, unitsOfCredits } from '@xuexi/domain';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { KnownPerson } from '../../identity/intake/intake.repository.js';
import { PersonLookup } from '../../identity/intake/person-lookup.service.js';
import { type CellFault, type ImportColumn, type ImportContext, ImportKind, ImportKinds, type ImportPass, type ImportRow, type RowOutcome } from '../../imports/import-kind.js';
import { ID_NUMBER, plainNumber, readDate } from '../../imports/kinds/columns.js';
import { dateSchema, freeText } from '../../platform/http/schemas.js';
import { type ComparedGrant, CorrectionLimits, reasonWithPaper } from './correction-limits.js';
import { type Asked, CorrectionRequests } from './correction-requests.js';
import { requestGrantSchema } from './corrections.dto.js';
import { CreditCorrection } from './credit-correction.entity.js';

const COLUMNS: readonly ImportColumn[] = [
  { key: 'loginNumber', heading: '学员号', also: ['学号'], required: false, example: '100000000', note: '学员号和证件号码至少填一个；两个都填的，要是同一个人。' },
  { ...ID_NUMBER, required: false, note: `学员号和证件号码至少填一个。${ID_NUMBER.note}` },
  { key: 'credits', heading: '学分', also: ['认定学分', '学分数'], required: true, example: '2.50', note: '大于 0，最多两位小数，如 2.50。超过复核标准的，导入后等另一位管理员同意；自己 30 天内给同一个人办的，合起来算。' },
  { key: 'date', heading: '日期', also: ['认定日期', '计入日期'], required: true, example: '2026-03-01', note: '计入哪一天，如 2026-03-01。不能在今天以后。' },
  { key: 'title', heading: '事由', also: ['认定事由'], required: true, example: '社区讲师', note: '为什么事认定，2 到 60 个字。学员会看到。' },
  { key: 'number', heading: '依据文号', also: ['文号', '认定编号'], required: true, example: '示例〔2026〕1号-1', note: '每一行一个，不能重复。一份文件认定多人的，在后面加序号。同一个文号只认定一次，重复上传不会多给。' },
  { key: 'reason', heading: '说明', also: ['原因', '认定说明'], required: true, example: '按来函认定', note: '依据和经过，4 到 400 个字。不写手机号和证件号码。学员会看到。' },
  { key: 'again', heading: '确认重复', also: [], required: false, example: '', note: '30 天内给这个人认定过同样学分、事由、说明的，或者表里前面有一行是同一个人，学分、日期、事由都一样的，检查时会指出来。确实是另一笔，填“是”。' },
];

/** What the last column says of a grant that is meant although it seems to be repeated. */
const AGAIN = '是';
/** Earlier dates are slips of the keyboard: nobody learnt here then. */
const EARLIEST = '2000-01-01';

/** The words of a row, by the rules of a single grant; the number of the paper stands with the reason, where everybody reads it. */
const wordsSchema = requestGrantSchema.pick({ credits: true, title: true }).extend({
  number: freeText({ min: 2, max: 60, missing: '请填写依据文号，2 到 60 个字' }),
  reason: freeText({ min: 4, max: 400, missing: '请写明原因，至少 4 个字' }),
});

/** What a sound row asks for. */
type Grant = Pick<CreditCorrection, 'units' | 'date' | 'title' | 'reason'> & { externalKey: string };

/** What a table has given so far, to ask about a row that gives the same once more under the number of another paper. */
class GivenInTable {
  /** Line by number of the paper, by what is given; null of what an interrupted run has posted. */
  private readonly given = new Map<string, Map<string, number | null>>();

  /** Takes in what an interrupted run of the same table has posted for persons. */
  async read(tx: EntityManager, importId: string, personIds: readonly string[]): Promise<void> {
    if (personIds.length === 0) return;
    const posted = await tx.find(CreditCorrection, { select: { personId: true, units: true, date: true, title: true, externalKey: true }, where: { importId, personId: In([...new Set(personIds)]) } });
    for (const { externalKey, ...grant } of posted) this.numbersOf(grant).set(externalKey!, this.numbersOf(grant).get(externalKey!) ?? null);
  }

  /** The first other row that gives the same person as much, of the same date and for the same; null: none before this line. */
  twinOf(grant: Omit<Grant, 'reason'> & { personId: string }, line: number): { line: number | null } | null {
    const numbers = this.numbersOf(grant);
    numbers.set(grant.externalKey, line);
    const [twin] = [...numbers].filter(([number, at]) => number !== grant.externalKey && (at === null || at < line));
    return twin ? { line: twin[1] } : null;
  }

  private numbersOf({ personId, units, date, title }: Pick<CreditCorrection, 'personId' | 'units' | 'date' | 'title'>): Map<string, number | null> {
    const key = JSON.stringify([personId, units, date, title]);
    const numbers = this.given.get(key) ?? new Map<string, number | null>();
    this.given.set(key, numbers);
    return numbers;
  }
}

/** 批量认定: grants by a table. A number of a paper grants once, however often and by however many at once its table is sent. */
@Injectable()
export class GrantsImport extends ImportKind implements OnModuleInit {
  readonly name = 'grants';
  readonly columns = COLUMNS;

  constructor(
    private readonly kinds: ImportKinds,
    private readonly persons: PersonLookup,
    private readonly requests: CorrectionRequests,
    private readonly limits: CorrectionLimits,
  ) {
    super();
  }

  onModuleInit(): void {
    this.kinds.register(this);
  }

  begin(context: ImportContext): Promise<ImportPass> {
    const given = new GivenInTable();
    return Promise.resolve({
      keysOf: ({ cells }) => (cells.number === '' ? [] : [{ column: 'number', value: plainNumber(cells.number!) }]),
      work: (tx, rows) => this.work(tx, rows, context, given),
    });
  }

  private async work(tx: EntityManager, rows: readonly ImportRow[], context: ImportContext, given: GivenInTable): Promise<RowOutcome[]> {
    const read = rows.map((row) => readGrant(row, shanghaiDate(context.now.getTime())));
    const named = rows.map(({ cells }) => ({ loginNumber: plainNumber(cells.loginNumber!) || null, idNumber: plainNumber(cells.idNumber!) || null }));
    const persons = await this.persons.find(tx, named, { within: context.region.path, hold: context.apply });
    const own = await this.persons.ofAccount(tx, context.accountId);
    const existing = await granted(tx, read.flatMap((one) => ('faults' in one ? [] : one.externalKey)));
    const grants = read.map((one, i) => ('faults' in one || !persons[i] ? null : { ...one, personId: persons[i].id }));
    const repeated = await this.limits.repeated<ComparedGrant>(tx, grants.filter((one) => one !== null), context.importId);
    await given.read(tx, context.importId, grants.flatMap((grant) => grant?.personId ?? []));
    const asked: Asked[] = [];
    const outcomes = read.map((grant, i): RowOutcome => {
      const person = persons[i] ?? null;
      const faults = [...('faults' in grant ? grant.faults : []), ...personFaults(rows[i]!, person, own)];
      if ('faults' in grant || person === null || faults.length > 0) return { effect: 'faulty', faults };
      const twin = given.twinOf({ ...grant, personId: person.id }, rows[i]!.line);
      const before = existing.get(grant.externalKey);
      if (before) return outcomeOfKnown(before, grant, person);
      if (twin !== null && rows[i]!.cells.again !== AGAIN) return { effect: 'faulty', faults: [{ column: 'again', message: `可能重复：和${twin.line === null ? '前面一行' : `第 ${twin.line} 行`}是同一个人，学分、日期、事由都一样，只有文号不同。请核对；确实是两笔的，在“确认重复”这一列填“是”。` }] };
      if (grants[i] && repeated.has(grants[i]) && rows[i]!.cells.again !== AGAIN) return { effect: 'faulty', faults: [{ column: 'again', message: '30 天内已经给这个人认定过同样的学分，事由和说明也相同。请先查看他的学分明细；确实是另一笔的，在“确认重复”这一列填“是”。' }] };
      asked.push({ ...grant, kind: 'grant', personId: person.id, entryId: null, documentId: null, importId: context.importId, regionId: person.regionId, regionPath: person.regionPath ?? '' });
      return { effect: 'created' };
    });
    if (context.apply) await this.requests.request(tx, context.accountId, asked);
    return outcomes;
  }
}

function readGrant({ cells }: ImportRow, today: string): Grant | { faults: CellFault[] } {
  const words = wordsSchema.safeParse(cells);
  const date = readDate(cells.date!) ?? '';
  const dateFault = faultOfDate(date, today);
  const faults: CellFault[] = [
    ...wordFaults(words.error?.issues ?? []),
    ...(dateFault === null ? [] : [{ column: 'date', message: dateFault }]),
  ];
  if (!words.success || faults.length > 0) return { faults };
  const { credits, title, reason, number } = words.data;
  return { units: unitsOfCredits(Number(credits)), date, title, reason: reasonWithPaper(reason, number), externalKey: createHash('sha256').update(plainNumber(number)).digest('hex') };
}

/** One fault for a cell: a figure that is none is also not more than nothing. */
function wordFaults(issues: readonly { path: PropertyKey[]; message: string }[]): CellFault[] {
  const first = new Map(issues.toReversed().map(({ path, message }) => [String(path[0]), message]));
  return wordsSchema.keyof().options.flatMap((column) => (first.has(column) ? [{ column, message: `${first.get(column)!}。` }] : []));
}

function faultOfDate(date: string, today: string): string | null {
  if (!dateSchema.safeParse(date).success) return '不是日期。请填写如 2026-03-01。';
  if (date > today) return '日期不能在今天以后。';
  return date < EARLIEST ? '日期太早。请填写 2000 年以后的日期。' : null;
}

/** The same for who is unknown and who is out of reach: it tells nothing of anyone. */
function personFaults({ cells }: ImportRow, person: KnownPerson | null, own: string | null): CellFault[] {
  const column = cells.loginNumber === '' ? 'idNumber' : 'loginNumber';
  if (cells.loginNumber === '' && cells.idNumber === '') return [{ column: 'loginNumber', message: '学员号和证件号码都没有填。请至少填一个。' }];
  if (person === null) return [{ column, message: '所选区域里没有找到这个学员。请核对号码；两个号码都填的，要是同一个人。' }];
  return person.id === own ? [{ column, message: '这是自己的学分。请由另一位管理员认定。' }] : [];
}

/** What stands by the numbers of papers, with the person whom it is about by now. */
async function granted(tx: EntityManager, externalKeys: readonly string[]): Promise<Map<string, CreditCorrection>> {
  if (externalKeys.length === 0) return new Map();
  const corrections = await tx.findBy(CreditCorrection, { externalKey: In([...externalKeys]) });
  if (corrections.length === 0) return new Map();
  const merged: { id: string; merged_into: string }[] = await tx.query('SELECT id, merged_into FROM person WHERE id IN (?) AND merged_into IS NOT NULL', [corrections.map(({ personId }) => personId)]);
  const survivors = new Map(merged.map(({ id, merged_into }) => [id, merged_into]));
  return new Map(corrections.map((one) => [one.externalKey!, { ...one, personId: survivors.get(one.personId) ?? one.personId }]));
}

function outcomeOfKnown(before: CreditCorrection, grant: Grant, person: KnownPerson): RowOutcome {
  const isSame = before.personId === person.id && before.units === grant.units && before.date === grant.date && before.title === grant.title && before.reason === grant.reason;
  if (!isSame) return { effect: 'faulty', faults: [{ column: 'number', message: '这个文号已经用在另一笔认定上，内容不同。请核对；确实是另一笔的，请换一个文号。' }] };
  if (before.state === 'rejected' || before.state === 'withdrawn') return { effect: 'faulty', faults: [{ column: 'number', message: '这个文号的申请已经退回或撤回。要重新申请，请换一个文号。' }] };
  return { effect: 'unchanged' };
}
