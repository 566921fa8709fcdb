import { createHash } from 'node:crypto';
import { isYearClosed, targetMet } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Verified, entriesCount } from '../../identity/counting.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { PoliciesService } from '../policies/policies.service.js';
import { Closing } from '../closing/closing.entity.js';
import { Statement } from './statement.entity.js';

/** Version of a statement computed while the books are still open. */
const PRELIMINARY_VERSION = 0;

interface YearTotals {
  person_id: string;
  units: number;
  entries: number;
  policy_versions: string;
  chain_head: string;
}

/** Yearly statements as a closing computes them. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Computes the statements of some persons for a closing. Running it again over the same entries changes nothing;
   * over other entries a closed year gets its next version and an open one its preliminary statement anew
   * (credit-rules.md 15, 16).
   */
  async compute(tx: EntityManager, closing: Closing, personIds: string[]): Promise<void> {
    const totals = await yearTotals(tx, personIds, closing.year);
    const existing = await tx.find(Statement, { where: { personId: In(personIds), year: closing.year } });
    const byPerson = Map.groupBy(existing, (statement) => statement.personId);
    for (const total of totals) {
      const known = byPerson.get(total.person_id) ?? [];
      if (closing.preliminary) await this.replacePreliminary(tx, closing, total, known);
      else await this.issue(tx, closing, total, known);
    }
  }

  /**
   * Follows a correction of one person's entries of a year where a closing has already made statements of it
   * (credit-rules.md 16). Without one there is nothing to follow: the closing to come sees the corrected entries.
   */
  async follow(tx: EntityManager, personId: string, verified: Verified, year: number): Promise<void> {
    if (!entriesCount(verified, year)) return;
    const preliminary = !isYearClosed(year, this.clock.now());
    const [closing] = await tx.find(Closing, { where: { year, preliminary }, order: { createdAt: 'DESC' }, take: 1 });
    if (closing) await this.compute(tx, closing, [personId]);
  }

  /** Drops the statement of a person whose entries of an open year went to somebody else. */
  async dropPreliminary(tx: EntityManager, personId: string): Promise<void> {
    await tx.delete(Statement, { personId, version: PRELIMINARY_VERSION });
  }

  private async replacePreliminary(tx: EntityManager, closing: Closing, total: YearTotals, known: Statement[]): Promise<void> {
    const previous = known.find((statement) => statement.version === PRELIMINARY_VERSION);
    if (previous && isSame(previous, total)) return;
    if (previous) await tx.delete(Statement, { id: previous.id });
    await tx.insert(Statement, this.statement(closing, total, PRELIMINARY_VERSION, 'preliminary'));
  }

  private async issue(tx: EntityManager, closing: Closing, total: YearTotals, known: Statement[]): Promise<void> {
    const inForce = known.find((statement) => statement.status === 'valid');
    if (inForce && isSame(inForce, total)) return;
    await tx.delete(Statement, { personId: total.person_id, year: closing.year, version: PRELIMINARY_VERSION });
    if (inForce) await tx.update(Statement, { id: inForce.id }, { status: 'revoked' });
    await tx.insert(Statement, this.statement(closing, total, (inForce?.version ?? PRELIMINARY_VERSION) + 1, 'valid'));
  }

  private statement(closing: Closing, total: YearTotals, version: number, status: Statement['status']): Statement {
    return {
      id: newId(),
      number: statementNumber(total.person_id, closing.year, version),
      personId: total.person_id,
      year: closing.year,
      version,
      status,
      units: total.units,
      entries: total.entries,
      targetMet: targetMet(total.units, this.policies.on(`${closing.year}-12-31`).targetCredits),
      policyVersions: total.policy_versions.split(','),
      chainHead: total.chain_head,
      closingId: closing.id,
      computedAt: this.clock.date(),
      kinds: null,
      months: null,
      reason: null,
      leafIndex: null,
      leaf: null,
      regionId: null,
      regionPath: null,
      revokedAt: null,
    };
  }
}

/** Totals of persons with at least one entry in a year, and the hash of the last of them. */
function yearTotals(tx: EntityManager, personIds: string[], year: number): Promise<YearTotals[]> {
  return tx.query(
    `SELECT total.*, last.hash AS chain_head
       FROM (SELECT person_id, CAST(SUM(units) AS SIGNED) AS units, COUNT(*) AS entries, MAX(sequence) AS last_sequence,
                    GROUP_CONCAT(DISTINCT policy_version ORDER BY policy_version) AS policy_versions
               FROM credit_entry WHERE year = ? AND person_id IN (?) GROUP BY person_id) AS total
       JOIN credit_entry AS last ON last.person_id = total.person_id AND last.sequence = total.last_sequence
      ORDER BY total.person_id`,
    [year, personIds],
  );
}

function isSame(statement: Statement, total: YearTotals): boolean {
  return statement.units === total.units && statement.entries === total.entries && statement.chainHead === total.chain_head;
}

/** The number printed on a statement: the year, sixteen digits that stand for the person, the version. */
function statementNumber(personId: string, year: number, version: number): string {
  const digest = createHash('sha256').update(`${personId}|${year}`).digest('hex').slice(0, 16).toUpperCase();
  return `${year}-${digest}-${version}`;
}
