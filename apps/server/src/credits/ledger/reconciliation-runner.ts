import { dayStartsAt, shanghaiDate } from '@xuexi/domain';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AlarmsService } from '../../platform/alarms/alarms.service.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { publicKeysById } from '../../platform/crypto/signing-key.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import { CreditSigning } from '../credit-signing.js';
import { signedClosings, verifyClosingRows, verifyStatements } from './closing-verification.js';
import { type AnchoredCredits, CreditAnchors } from './credit-anchors.js';
import { DayVerification } from './day-verification.js';
import { verifyKeys } from './key-verification.js';
import type { LedgerFault } from './ledger-faults.js';
import { Reconciliation } from './reconciliation.entity.js';
import { CHECKS, type Compared, type Finding, comparePersons } from './reconciliation-checks.js';
import { Recomputation } from './recomputation.js';
import { closingsInTurn, personsInTurn, recentPersons } from './reconciled-persons.js';

/** Reconciled in the night, when few learn: from 02:00. */
const FROM_MS = 2 * 3_600_000;
const SILENT_MS = 30_000;
const DAY_MS = 86_400_000;

/**
 * 对账: once a day compares entries, evidence, sums, statements and signed days, of everybody with something recorded the day before and of a
 * share of all, and raises an alarm for whatever does not agree (reliability.md, row 24). One row a date; an interrupted run goes on from it.
 */
@Injectable()
export class ReconciliationRunner {
  private readonly logger = new Logger(ReconciliationRunner.name);
  /** What this run has raised: a person may come twice. */
  private readonly told = new Set<string>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly alarms: AlarmsService,
    private readonly clock: Clock,
    private readonly signing: CreditSigning,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Runs the reconciliation that is due, if there is one that no other worker is at. */
  async runDue(signal: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const date = shanghaiDate(now);
    if (now < dayStartsAt(date) + FROM_MS) return;
    const row = await this.taken(date);
    if (row) await this.run(row, signal);
  }

  /** Null: it is done, or another worker is at it. */
  private async taken(date: string): Promise<Reconciliation | null> {
    const now = this.clock.date();
    try {
      const fresh: Reconciliation = { date, state: 'running', lastPersonId: null, persons: 0, entries: 0, differences: 0, checks: emptyChecks(), startedAt: now, heartbeatAt: now, finishedAt: null };
      await this.dataSource.manager.insert(Reconciliation, fresh);
      return fresh;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    const taken: { affectedRows: number } = await this.dataSource.query("UPDATE reconciliation SET heartbeat_at = ? WHERE date = ? AND state = 'running' AND heartbeat_at < ?", [now, date, new Date(now.getTime() - SILENT_MS)]);
    return taken.affectedRows === 1 ? this.dataSource.manager.findOneByOrFail(Reconciliation, { date }) : null;
  }

  private async run(row: Reconciliation, signal: AbortSignal): Promise<void> {
    this.told.clear();
    const recomputation = await Recomputation.prepare(this.dataSource);
    const yesterday = shanghaiDate(dayStartsAt(row.date) - DAY_MS);
    if (row.lastPersonId === null) {
      await this.note(row, await this.days(yesterday));
      await this.closings(row, signal);
      for await (const ids of recentPersons(this.dataSource, yesterday)) {
        if (signal.aborted) return;
        await this.persons(row, recomputation, ids);
      }
    }
    for (let ids = await personsInTurn(this.dataSource, row.date, row.lastPersonId); ids.length > 0; ids = await personsInTurn(this.dataSource, row.date, row.lastPersonId)) {
      if (signal.aborted) return;
      row.lastPersonId = ids.at(-1)!;
      await this.persons(row, recomputation, ids);
    }
    await this.dataSource.manager.update(Reconciliation, { date: row.date }, { state: 'done', finishedAt: this.clock.date() });
    this.logger.log({ date: row.date, persons: row.persons, entries: row.entries, differences: row.differences }, 'reconciled');
  }

  private async persons(row: Reconciliation, recomputation: Recomputation, ids: readonly string[]): Promise<void> {
    const compared = await comparePersons(this.dataSource, recomputation, ids);
    row.persons += ids.length;
    await this.note(row, compared);
  }

  /** The signed days among themselves and against the anchors, and what was recorded the day before. */
  private async days(yesterday: string): Promise<Compared> {
    const { anchored, keys } = await this.anchored();
    const { manager } = this.dataSource;
    const verification = await DayVerification.of(manager, anchored, keys);
    const faults = [...verification.rows(), ...(await verification.leaves(manager, yesterday))];
    const differs = (subjectId: string, details: Finding['details']): Finding => ({ check: 'roots', kind: 'root_differs', subjectId, details });
    const findings = [
      ...(await verifyKeys(manager, keys)).map(({ kind, subject }) => differs(subject, { key: subject, fault: kind })),
      ...faults.map(({ kind, subject }) => differs(subject, { date: subject, fault: kind })),
    ];
    return { counts: { roots: verification.days.size }, entries: 0, findings };
  }

  /** Closings as they were signed, and the statements under the roots of those whose turn it is. */
  private async closings(row: Reconciliation, signal: AbortSignal): Promise<void> {
    const { manager } = this.dataSource;
    const { anchored, keys } = await this.anchored();
    const findings = (faults: readonly LedgerFault[]): Finding[] =>
      [...Map.groupBy(faults, ({ subject }) => subject)].map(([closingId, of]) => ({ check: 'statements', kind: 'statement_differs', subjectId: closingId, details: { closingId, faults: of.map(({ kind }) => kind) } }));
    const signed = await signedClosings(manager);
    await this.note(row, { counts: {}, entries: 0, findings: findings(verifyClosingRows(signed, anchored, keys)) });
    for (const id of await closingsInTurn(this.dataSource, row.date)) {
      if (signal.aborted) return;
      const { faults } = await verifyStatements(manager, anchored.closings.get(id) ?? signed.get(id)!, () => this.beat(row));
      await this.note(row, { counts: {}, entries: 0, findings: findings(faults) });
    }
  }

  private async anchored(): Promise<{ anchored: AnchoredCredits; keys: ReturnType<typeof publicKeysById> }> {
    const anchored = await new CreditAnchors(this.config.auditAnchorDir).read();
    return { anchored, keys: publicKeysById([this.signing.key.publicKey, ...anchored.keys.values()]) };
  }

  /** Another worker takes over what is silent for long. */
  private async beat({ date }: Reconciliation): Promise<void> {
    await this.dataSource.manager.update(Reconciliation, { date }, { heartbeatAt: this.clock.date() });
  }

  /** Alarms first: a run that is interrupted here finds the same again, and raises nothing twice. */
  private async note(row: Reconciliation, { counts, entries, ...found }: Compared): Promise<void> {
    const findings = found.findings.filter(({ kind, subjectId }) => !this.told.has(`${kind}:${subjectId}`));
    for (const { kind, subjectId } of findings) this.told.add(`${kind}:${subjectId}`);
    for (const { kind, subjectId, details } of findings) await this.alarms.raise({ kind, subjectId, details });
    row.entries += entries;
    row.differences += findings.length;
    for (const check of CHECKS) {
      const { compared, differences } = row.checks[check] ?? { compared: 0, differences: 0 };
      row.checks[check] = { compared: compared + (counts[check] ?? 0), differences: differences + findings.filter((finding) => finding.check === check).length };
    }
    const { date, lastPersonId, persons, differences, checks } = row;
    await this.dataSource.manager.update(Reconciliation, { date }, { lastPersonId, persons, entries: row.entries, differences, checks, heartbeatAt: this.clock.date() });
  }
}

function emptyChecks(): Reconciliation['checks'] {
  return Object.fromEntries(CHECKS.map((check) => [check, { compared: 0, differences: 0 }]));
}
