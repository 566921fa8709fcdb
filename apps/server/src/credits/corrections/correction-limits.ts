import { DECIDED_ALONE_DAYS, type DecidedAlone, needsSecondPerson } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { PoliciesService } from '../policies/policies.service.js';
import type { CreditCorrection } from './credit-correction.entity.js';

const DAY_MS = 86_400_000;

/** A grant as it is compared with those of the last days. */
export type ComparedGrant = Pick<CreditCorrection, 'personId' | 'units' | 'title' | 'reason'>;

/** What one account has decided alone of late, person by person; it grows with what is posted. */
export class AloneOfLate {
  constructor(
    private readonly byPerson: Map<string, DecidedAlone[]>,
    private readonly policies: PoliciesService,
    private readonly nowMs: number,
  ) {}

  /** Whether a second person must agree to a correction; one that needs nobody else counts from now on. */
  needsSecond({ personId, units, date }: Pick<CreditCorrection, 'personId' | 'units' | 'date'>): boolean {
    const before = this.byPerson.get(personId) ?? [];
    const needed = needsSecondPerson(this.policies.on(date), units, before, this.nowMs);
    if (!needed) this.byPerson.set(personId, [...before, { units, atMs: this.nowMs }]);
    return needed;
  }
}

/** What corrections of the last 30 days mean for the next one (credit-rules.md 10). Whoever asks holds the ends of the persons' chains. */
@Injectable()
export class CorrectionLimits {
  constructor(
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
  ) {}

  /** @param personIds records that are nobody else's by now; what stands with records that were merged into them counts */
  async aloneOfLate(tx: EntityManager, accountId: string, personIds: readonly string[]): Promise<AloneOfLate> {
    const rows: { personId: string; units: number; at: Date }[] = personIds.length === 0 ? [] : await tx.query(
      `SELECT COALESCE(p.merged_into, p.id) AS personId, c.units, c.requested_at AS at FROM person p JOIN credit_correction c ON c.person_id = p.id
        WHERE (p.id IN (?) OR p.merged_into IN (?)) AND c.requested_by = ? AND c.requested_at > ? AND c.state = 'posted' AND c.needs_second = 0`,
      [personIds, personIds, accountId, this.since()],
    );
    const alone = Map.groupBy(rows.map(({ at, ...row }) => ({ ...row, atMs: at.getTime() })), ({ personId }) => personId);
    return new AloneOfLate(alone, this.policies, this.clock.now());
  }

  /**
   * Which grants somebody has given in the last 30 days already: to the same person, as much, for the same and with the same reason.
   * @param importId a table whose own grants are not meant
   */
  async repeated<Grant extends ComparedGrant>(tx: EntityManager, grants: readonly Grant[], importId: string | null = null): Promise<Set<Grant>> {
    if (grants.length === 0) return new Set();
    const personIds = [...new Set(grants.map(({ personId }) => personId))];
    const known: ComparedGrant[] = await tx.query(
      `SELECT COALESCE(p.merged_into, p.id) AS personId, c.units, c.title, c.reason FROM person p JOIN credit_correction c ON c.person_id = p.id
        WHERE (p.id IN (?) OR p.merged_into IN (?)) AND c.kind = 'grant' AND c.state IN ('waiting', 'posted') AND c.requested_at > ? AND NOT c.import_id <=> ?`,
      [personIds, personIds, this.since(), importId ?? ''],
    );
    const given = new Set(known.map(identityOf));
    return new Set(grants.filter((grant) => given.has(identityOf(grant))));
  }

  private since(): Date {
    return new Date(this.clock.now() - DECIDED_ALONE_DAYS * DAY_MS);
  }
}

/** The number of the paper that a table adds to the reason makes two grants no different. */
function identityOf({ personId, units, title, reason }: ComparedGrant): string {
  return JSON.stringify([personId, units, title, reason.replace(PAPER_NUMBER, '')]);
}

const PAPER_NUMBER = /（依据文号：[^）]*）$/;

/** The reason of a grant that came with a table: with the number of its paper. */
export function reasonWithPaper(reason: string, number: string): string {
  return `${reason}（依据文号：${number}）`;
}
