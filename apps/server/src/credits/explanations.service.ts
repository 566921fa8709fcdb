import { type Policy, type Refusals, WATCHED_KINDS, formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { entriesCount } from '../identity/counting.js';
import { PersonsService } from '../identity/persons.service.js';
import { Problem } from '../platform/errors/problem.js';
import { RegionHistoryService } from '../regions/region-history.service.js';
import { CreditEntriesRepository } from './credit-entries.repository.js';
import type { CreditEntry } from './credit-entry.entity.js';
import type { CreditExplanationDto } from './credits.dto.js';
import { lessonEvidence, titleOf } from './evidence.js';
import { describeEntry } from './my-credits.service.js';
import { PoliciesService } from './policies/policies.service.js';
import { calculation, ruleOf } from './reckoning.js';

/** 为什么是这个学分: everything an entry is made of, second by second. */
@Injectable()
export class ExplanationsService {
  constructor(
    private readonly entries: CreditEntriesRepository,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly regionHistory: RegionHistoryService,
  ) {}

  /** @throws Problem not_found unless the entry is the person's own */
  async explain(personId: string, entryId: string): Promise<CreditExplanationDto> {
    const entry = await this.entries.byId(personId, entryId);
    if (!entry) throw new Problem('not_found');
    const standing = (await this.persons.standings([personId])).get(personId);
    const [place = []] = entry.regionId === null ? [] : await this.regionHistory.placesAt([{ regionId: entry.regionId, at: entry.recordedAt }]);
    const lesson = lessonEvidence(entry.kind, entry.evidence);
    const policy = this.policies.on(entry.date);
    const reversal = await this.entries.reversalOf(personId, entry.id);
    return {
      ...describeEntry(entry, { counts: standing !== undefined && entriesCount(standing, entry.year), reversed: reversal !== null }),
      policyVersion: entry.policyVersion,
      rule: ruleOf(entry.kind, policy),
      calculation: calculation(entry, lesson?.durationSeconds ?? null, policy),
      lesson: lesson && {
        durationSeconds: lesson.durationSeconds,
        requiredSeconds: lesson.requiredSeconds,
        coveredSeconds: lesson.coverage.reduce((sum, [from, to]) => sum + to - from, 0),
        coverage: lesson.coverage.map(([from, to]): [number, number] => [from, to]),
        completedAt: lesson.completedAt,
      },
      sittings: (lesson?.sittings ?? []).map(({ device, from, to, seconds }) => ({ device, from, to, seconds })),
      refusedSeconds: lesson?.refusedSeconds ?? 0,
      refusals: refusalsOf(lesson?.refusals ?? {}),
      cap: await this.capOf(entry, policy),
      reason: reasonOf(entry.evidence),
      transfer: transferOf(entry),
      reverses: related(entry.reverses === null ? null : await this.entries.byId(personId, entry.reverses)),
      reversedBy: related(reversal),
      place,
      evidenceHash: entry.evidenceHash,
      hash: entry.hash,
      previousHash: entry.previousHash,
    };
  }

  /** What the date had been worth already when this entry was posted: an entry is posted whole where that was below the cap. */
  private async capOf(entry: CreditEntry, { dailyCapUnits }: Policy): Promise<CreditExplanationDto['cap']> {
    if (dailyCapUnits === null || !WATCHED_KINDS.includes(entry.kind)) return null;
    return { credits: formatCredits(dailyCapUnits), beforeCredits: formatCredits(await this.entries.watchedBefore(entry)) };
  }
}

const WHYS = ['clock', 'lease_taken', 'presence'] as const satisfies readonly (keyof Refusals)[];

function refusalsOf(refusals: Refusals): CreditExplanationDto['refusals'] {
  return WHYS.flatMap((why) => (refusals[why] ? [{ why, seconds: refusals[why] }] : []));
}

function reasonOf(evidence: object): string | null {
  return 'reason' in evidence && typeof evidence.reason === 'string' ? evidence.reason : null;
}

function transferOf({ kind, evidence, sourceId, recordedAt }: CreditEntry): CreditExplanationDto['transfer'] {
  const issuer = kind === 'transfer' && 'issuer' in evidence && typeof evidence.issuer === 'string' ? evidence.issuer : null;
  return issuer === null ? null : { issuer, number: sourceId, recordedAt: recordedAt.toISOString() };
}

function related(entry: CreditEntry | null): CreditExplanationDto['reverses'] {
  return entry && { id: entry.id, title: titleOf(entry.kind, entry.evidence), date: entry.date, credits: formatCredits(entry.units) };
}
