import { DOCUMENT_NAMES, type DocumentKind, GUARDIAN_RELATIONS, type GuardianRelation, areSwapped, documentName, normalizePhone } from '@xuexi/domain';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type IntakeOutcome, type Resident, ResidentIntake } from '../../identity/intake/resident-intake.service.js';
import { RealNameService } from '../../identity/real-name.service.js';
import { OrganisationLookup } from '../../organisations/organisation-lookup.service.js';
import { Problem } from '../../platform/errors/problem.js';
import { type Home, HomesService } from '../../regions/homes.service.js';
import { type CellFault, type ImportColumn, type ImportContext, ImportKind, ImportKinds, type ImportPass, type ImportRow, type RowOutcome } from '../import-kind.js';
import { ID_NUMBER, NAME, PHONE, plainNumber, readDate } from './columns.js';

const KINDS_BY_NAME = new Map<string, DocumentKind>([
  ...Object.entries(DOCUMENT_NAMES).map(([kind, name]) => [name, kind as DocumentKind] as const),
  ['身份证', 'resident_id'],
  ['居住证', 'residence_permit'],
]);
const RELATIONS_BY_NAME = new Map<string, GuardianRelation>(Object.entries(GUARDIAN_RELATIONS).map(([relation, name]) => [name, relation as GuardianRelation]));

const RELATIONS = Object.values(GUARDIAN_RELATIONS).join('、');
const COLUMNS: readonly ImportColumn[] = [
  NAME,
  { key: 'documentKind', heading: '证件类型', also: ['证件种类', '证件名称'], required: false, example: '居民身份证', note: `${Object.values(DOCUMENT_NAMES).join('、')}。不填就是身份证或居住证。` },
  ID_NUMBER,
  { key: 'birthDate', heading: '出生日期', also: ['生日', '出生年月日'], required: false, example: '', note: '护照和其他证件必填，如 1990-01-02。身份证和居住证不填。' },
  PHONE,
  { key: 'region', heading: '社区', also: ['社区/村', '社区(村)', '所在社区', '所属社区', '村', '社区名称', '社区代码'], required: true, example: '示例社区', note: '社区或村的名称，或者 12 位代码。有同名的要填代码。' },
  { key: 'organisation', heading: '单位', also: ['所在单位', '工作单位', '单位名称'], required: false, example: '', note: '已经登记过的单位的全称。不填就不改。' },
  { key: 'guardianName', heading: '监护人姓名', also: ['监护人'], required: false, example: '', note: '未满 14 周岁必填。' },
  { key: 'guardianRelation', heading: '监护人关系', also: ['与本人的关系', '与本人关系'], required: false, example: '', note: `未满 14 周岁必填：${RELATIONS}。` },
  { key: 'guardianPhone', heading: '监护人手机号', also: ['监护人手机', '监护人电话'], required: false, example: '', note: '11 位，可以不填。' },
];

/** 居民: whose documents staff have seen, with their written consent. */
@Injectable()
export class ResidentsImport extends ImportKind implements OnModuleInit {
  readonly name = 'residents';
  readonly columns = COLUMNS;

  constructor(
    private readonly kinds: ImportKinds,
    private readonly realNames: RealNameService,
    private readonly homes: HomesService,
    private readonly organisations: OrganisationLookup,
    private readonly intake: ResidentIntake,
  ) {
    super();
  }

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async begin(context: ImportContext): Promise<ImportPass> {
    const directory = await this.homes.directory(context.region.path);
    return {
      keysOf: ({ cells }) => [...keyed('idNumber', plainNumber(cells.idNumber!)), ...keyed('phone', normalizePhone(cells.phone!) ?? '')],
      work: (tx, rows) => this.work(tx, rows, directory, context),
    };
  }

  private async work(tx: EntityManager, rows: readonly ImportRow[], directory: ReadonlyMap<string, Home[]>, context: ImportContext): Promise<RowOutcome[]> {
    const organisations = await this.organisations.byName(tx, rows.map(({ cells }) => cells.organisation!), context.scope);
    const read = rows.map((row) => this.read(row, directory, organisations));
    const homes = context.apply ? await this.homes.hold(tx, [...new Set(read.flatMap((one) => ('region' in one ? one.region.id : [])))]) : null;
    const residents = read.map((one) => ('region' in one && homes ? settled(one, homes) : one));
    const sound = residents.filter((one): one is Resident => 'region' in one);
    const outcomes = await this.intake.take(tx, sound, context);
    let next = 0;
    return residents.map((one) => ('faults' in one ? { effect: 'faulty', faults: one.faults } : outcomeOf(outcomes[next++]!)));
  }

  private read({ cells }: ImportRow, directory: ReadonlyMap<string, Home[]>, organisations: ReadonlyMap<string, string[]>): Resident | { faults: CellFault[] } {
    const faults: CellFault[] = [];
    const fault = (column: string, message: string) => void faults.push({ column, message });
    const realName = this.readRealName(cells, fault);
    const phone = readPhone(cells.phone!, (message) => fault('phone', message));
    const region = oneOf(directory.get(cells.region!), (message) => fault('region', message), '没有找到这个社区或村。请填写所选区域里的名称或 12 位代码。', '有几个同名的社区或村。请改填 12 位代码。');
    const organisationId =
      cells.organisation === '' ? null : oneOf(organisations.get(cells.organisation!), (message) => fault('organisation', message), '没有找到这个单位。请先登记单位，或者留空。', '有几个同名的单位。请留空，导入后再逐个登记。');
    const guardian = readGuardian(cells, fault);
    if (faults.length > 0 || !realName || !region) return { faults };
    return { ...realName, phone, region, organisationId: organisationId ?? null, guardian };
  }

  private readRealName(cells: ImportRow['cells'], fault: (column: string, message: string) => void): Pick<Resident, 'name' | 'idNumber' | 'documentKind' | 'birthDate'> | null {
    if (areSwapped(cells.name!, cells.idNumber!)) {
      fault('name', '姓名和证件号码填反了。请换过来。');
      return null;
    }
    const kind = cells.documentKind === '' ? null : KINDS_BY_NAME.get(cells.documentKind!);
    if (kind === undefined) {
      fault('documentKind', `没有这种证件。请填写${Object.values(DOCUMENT_NAMES).join('、')}。`);
      return null;
    }
    try {
      return this.realNames.read(kind, { name: cells.name!, idNumber: cells.idNumber!, birthDate: readDate(cells.birthDate!) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      for (const { field, message } of error.fields) fault(field, `${message}${field === 'idNumber' ? rounded(cells.idNumber!) : ''}。`);
      return null;
    }
  }
}

function keyed(column: string, value: string): { column: string; value: string }[] {
  return value === '' ? [] : [{ column, value }];
}

/** Spreadsheets keep 15 digits and fill up with zeros. */
function rounded(typed: string): string {
  return /^\d{15}000$/.test(plainNumber(typed)) ? '；后三位是 0，可能被表格软件改过，请把整列设为“文本”再重新填写' : '';
}

function readPhone(typed: string, fault: (message: string) => void): string | null {
  const phone = typed === '' ? null : normalizePhone(typed);
  if (typed !== '' && phone === null) fault('不是手机号。请填写 11 位手机号，或者留空。');
  return phone;
}

function readGuardian(cells: ImportRow['cells'], fault: (column: string, message: string) => void): Resident['guardian'] {
  if (cells.guardianName === '') return null;
  const name = documentName('other', cells.guardianName!);
  const relation = RELATIONS_BY_NAME.get(cells.guardianRelation!);
  if (name === null) fault('guardianName', '请填写监护人的姓名，2 到 50 个字。');
  if (!relation) fault('guardianRelation', `请填写监护人和本人的关系：${RELATIONS}。`);
  const phone = readPhone(cells.guardianPhone!, (message) => fault('guardianPhone', message));
  return name === null || !relation ? null : { name, phone, relation };
}

function oneOf<T>(found: readonly T[] | undefined, fault: (message: string) => void, none: string, several: string): T | null {
  if (found?.length === 1) return found[0]!;
  fault(found ? several : none);
  return null;
}

/** With the region as it is now, which may have been closed or moved since the table was begun. */
function settled(resident: Resident, homes: ReadonlyMap<string, Home>): Resident | { faults: CellFault[] } {
  const region = homes.get(resident.region.id);
  return region ? { ...resident, region } : { faults: [{ column: 'region', message: '这个社区或村刚刚撤销。请填写现在的社区。' }] };
}

function outcomeOf(outcome: IntakeOutcome): RowOutcome {
  if (typeof outcome === 'string') return { effect: outcome };
  return { effect: 'faulty', faults: [{ ...outcome, column: outcome.field === 'guardian' ? 'guardianName' : outcome.field }] };
}
