import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AccountsService } from '../../identity/accounts.service.js';
import { PersonsService } from '../../identity/persons.service.js';
import { NoticesService } from '../../notices/notices.service.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { withinScope } from '../../platform/auth/scope.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { appealTextPlace } from './appeal-text.js';
import type { AppealAnswerDto, AppealDto, AppealPageDto, AppealsQuery } from './appeals.dto.js';
import { CorrectionsReading } from './corrections-reading.service.js';
import { CounterCorrections } from './counter-corrections.js';
import { CreditAppeal } from './credit-appeal.entity.js';
import { CreditCorrection } from './credit-correction.entity.js';

const IN_STATE = { open: "state = 'open'", answered: "state <> 'open'" } as const;

/** Objections of learners to corrections, as staff read and answer them. */
@Injectable()
export class AppealsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reading: CorrectionsReading,
    private readonly counter: CounterCorrections,
    private readonly persons: PersonsService,
    private readonly accounts: AccountsService,
    private readonly notices: NoticesService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Of those that are open the oldest first, of the answered ones the newest. */
  async page(caller: Principal, { state, page, pageSize }: AppealsQuery): Promise<AppealPageDto> {
    const scope = withinScope('region_path', caller.scope('credits.approve'));
    const where = `${scope.sql} AND ${IN_STATE[state]}`;
    const [{ n }]: [{ n: number }] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM credit_appeal WHERE ${where}`, scope.params);
    const order = state === 'open' ? 'created_at, id' : 'answered_at DESC, id';
    const rows: { id: string }[] = await this.dataSource.query(`SELECT id FROM credit_appeal WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`, [...scope.params, pageSize, (page - 1) * pageSize]);
    return { items: await this.describe(caller, rows.map(({ id }) => id)), total: n, page, pageSize };
  }

  /** @throws Problem not_found outside of the caller's regions */
  async get(caller: Principal, id: string): Promise<AppealDto> {
    const [found] = await this.describe(caller, (await this.inScope(this.dataSource.manager, caller, id)) ? [id] : []);
    if (!found) throw new Problem('not_found');
    return found;
  }

  /** How many wait for an answer of the caller's, and since when. */
  async waitingSummary(caller: Principal): Promise<{ count: number; oldestAt: Date | null }> {
    const scope = withinScope('a.region_path', caller.scope('credits.approve'));
    const [row]: { n: number; oldest: Date | null }[] = await this.dataSource.query(
      `SELECT COUNT(*) AS n, MIN(a.created_at) AS oldest FROM credit_appeal a JOIN credit_correction c ON c.id = a.correction_id
        WHERE a.state = 'open' AND ${scope.sql} AND c.requested_by <> ? AND (c.decided_by IS NULL OR c.decided_by <> ?) AND a.person_id <> ?`,
      [...scope.params, caller.accountId, caller.accountId, caller.personId],
    );
    return { count: row?.n ?? 0, oldestAt: row?.oldest ?? null };
  }

  /**
   * Answers; where the learner is right, what the correction did is undone in the same transaction.
   * @throws Problem not_found, own_correction (asked for, decided or suffered by the caller), correction_decided
   */
  async answer(caller: Principal, id: string, { upheld, answer }: AppealAnswerDto): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.inScope(tx, caller, id))) throw new Problem('not_found');
      const appeal = await tx.findOneOrFail(CreditAppeal, { where: { id }, lock: { mode: 'pessimistic_write' } });
      const correction = await tx.findOneByOrFail(CreditCorrection, { id: appeal.correctionId });
      if (isOwn(caller, appeal, correction)) throw new Problem('own_correction');
      if (appeal.state !== 'open') throw new Problem('correction_decided');
      const counterCorrectionId = upheld ? await this.counter.undo(tx, correction, { by: caller.accountId, reason: answer }) : null;
      await tx.update(CreditAppeal, { id }, { state: upheld ? 'upheld' : 'dismissed', answer, answeredBy: caller.accountId, answeredAt: this.clock.date(), counterCorrectionId });
      await this.notices.send(tx, appeal.personId, 'appeal_answered', { correctionId: correction.id, upheld });
      const details = { correctionId: correction.id, upheld, counterCorrectionId };
      await this.audit.record(tx, { action: 'appeal.answer', by: caller.accountId, on: { kind: 'appeal', id }, regionPath: appeal.regionPath, reason: answer, details });
    });
  }

  private async inScope(tx: EntityManager, caller: Principal, id: string): Promise<boolean> {
    const scope = withinScope('region_path', caller.scope('credits.approve'));
    const rows: unknown[] = await tx.query(`SELECT 1 FROM credit_appeal WHERE id = ? AND ${scope.sql}`, [id, ...scope.params]);
    return rows.length > 0;
  }

  private async describe(caller: Principal, ids: string[]): Promise<AppealDto[]> {
    const rows = new Map((await this.dataSource.manager.findBy(CreditAppeal, { id: In(ids) })).map((row) => [row.id, row]));
    const appeals = ids.flatMap((id) => rows.get(id) ?? []);
    const correctionIds = appeals.map(({ correctionId }) => correctionId);
    const corrections = new Map((await this.reading.describe(caller, correctionIds)).map((correction) => [correction.id, correction]));
    const decided = new Map((await this.dataSource.manager.findBy(CreditCorrection, { id: In(correctionIds) })).map((row) => [row.id, row]));
    const ciphers = await this.persons.ciphers(appeals.map(({ personId }) => personId));
    const names = await this.accounts.displayNames(appeals.flatMap(({ answeredBy }) => answeredBy ?? []));
    return appeals.flatMap((appeal) => {
      const [correction, row] = [corrections.get(appeal.correctionId), decided.get(appeal.correctionId)];
      if (!correction || !row) return [];
      return {
        id: appeal.id,
        state: appeal.state,
        text: ciphers.get(appeal.personId)?.decrypt(appeal.textCipher, appealTextPlace(appeal.id)) ?? null,
        createdAt: appeal.createdAt.toISOString(),
        answer: appeal.answer,
        answeredBy: appeal.answeredBy && (names.get(appeal.answeredBy) ?? ''),
        answeredAt: appeal.answeredAt?.toISOString() ?? null,
        mine: isOwn(caller, appeal, row),
        correction,
      };
    });
  }
}

/** Whoever asked for a correction, decided it or bears it does not answer the objection to it. */
function isOwn({ accountId, personId }: Principal, appeal: CreditAppeal, { requestedBy, decidedBy }: CreditCorrection): boolean {
  return accountId === requestedBy || accountId === decidedBy || personId === appeal.personId;
}
