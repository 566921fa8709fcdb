import { normalizePhone } from '@xuexi/domain';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RosterIntake, type RosterMember } from '../../identity/intake/roster-intake.service.js';
import { type ImportColumn, type ImportContext, ImportKind, ImportKinds, type ImportPass, type ImportRow, type RowOutcome } from '../import-kind.js';
import { ID_NUMBER, NAME, PHONE, plainNumber } from './columns.js';

const COLUMNS: readonly ImportColumn[] = [
  NAME,
  { ...ID_NUMBER, required: false, note: `证件号码和手机号至少填一个。${ID_NUMBER.note}` },
  { ...PHONE, note: '登录用的手机号。证件号码和手机号至少填一个。' },
];

/** 单位名册: who of those already registered belongs to an organisation. */
@Injectable()
export class RosterImport extends ImportKind implements OnModuleInit {
  readonly name = 'roster';
  readonly columns = COLUMNS;

  constructor(
    private readonly kinds: ImportKinds,
    private readonly intake: RosterIntake,
  ) {
    super();
  }

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async begin(context: ImportContext): Promise<ImportPass> {
    return {
      keysOf: ({ cells }) => (['idNumber', 'phone'] as const).map((column) => ({ column, value: plainNumber(cells[column]!) })).filter(({ value }) => value !== ''),
      work: (tx, rows) => this.work(tx, rows, context),
    };
  }

  private async work(tx: EntityManager, rows: readonly ImportRow[], { organisationId, ...context }: ImportContext): Promise<RowOutcome[]> {
    const members = rows.map(({ cells }): RosterMember => ({ name: cells.name!, idNumber: plainNumber(cells.idNumber!) || null, phone: normalizePhone(cells.phone!) }));
    const outcomes = await this.intake.take(tx, organisationId!, members, context);
    return outcomes.map((outcome) => (typeof outcome === 'string' ? { effect: outcome } : { effect: 'faulty', faults: [{ column: outcome.field, message: outcome.message }] }));
  }
}
