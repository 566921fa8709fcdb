import { type LessonEvidence, type LessonProgress, creditCompletion, entryKey, lessonEvidenceOf, lessonKey, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CatalogService } from '../catalog/catalog.service.js';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { PostingService } from '../credits/posting.service.js';
import type { PersonStanding } from '../identity/persons.service.js';
import { CourseFinishService } from './course-finish.service.js';
import { type LoadedProgress, type LoadedSession, WatchRepository } from './watch.repository.js';

/** A lesson that has just been completed by a report. */
export interface CompletedRound {
  person: PersonStanding;
  session: LoadedSession;
  /** The round up to the report, and with it. */
  watched: LoadedProgress;
  /** Units of watching that the person already has on the date. */
  watchedUnitsToday: number;
  nowMs: number;
}

/** Writes a completion and what it earns, in the transaction of the report that crossed the line (credit-rules.md 7–9). */
@Injectable()
export class CompletionService {
  constructor(
    private readonly catalog: CatalogService,
    private readonly policies: PoliciesService,
    private readonly posting: PostingService,
    private readonly finishing: CourseFinishService,
    private readonly repository: WatchRepository,
  ) {}

  /** @returns the progress of the completed round, and the units that were posted */
  async complete(tx: EntityManager, round: CompletedRound): Promise<{ progress: LessonProgress; postedUnits: number }> {
    const { person, session, watched, nowMs } = round;
    const date = shanghaiDate(nowMs);
    const policy = this.policies.on(date);
    const { row } = session;
    const { credited, units } = creditCompletion(policy, row.durationSeconds, round.watchedUnitsToday);
    const progress: LessonProgress = { ...watched.progress, completedOn: date, credited };
    await this.repository.insertCompletion(tx, {
      personId: person.id,
      lessonVersionId: row.lessonVersionId,
      round: progress.round,
      completedAt: new Date(nowMs),
      date,
      playSessionId: row.id,
      courseVersionId: row.courseVersionId,
      regionId: person.regionId,
      coverage: progress.coverage,
      refusedSeconds: watched.refusedSeconds,
      credited,
      sittings: [...watched.sittings],
      refusals: watched.refusals,
    });
    if (credited) {
      await this.posting.post(tx, person, {
        kind: 'lesson',
        sourceId: row.lessonVersionId,
        key: await this.keyOf(tx, person.id, row.lessonVersionId, progress.round),
        units,
        date,
        policyVersion: policy.version,
        recordedAt: nowMs,
        evidence: { ...(await this.evidence(tx, round)) },
      });
    }
    const courseUnits = await this.finishing.settle(tx, { person, courseVersionId: row.courseVersionId, date, nowMs });
    return { progress, postedUnits: units + courseUnits };
  }

  /** A later round earns under the lesson's key, unless a merge has used it up. */
  private async keyOf(tx: EntityManager, personId: string, lessonVersionId: string, round: number): Promise<string> {
    return lessonKey(personId, lessonVersionId, round, round > 1 && (await this.posting.isPosted(tx, entryKey.lesson(personId, lessonVersionId))));
  }

  private async evidence(tx: EntityManager, { session: { row }, watched, nowMs }: CompletedRound): Promise<LessonEvidence> {
    const { progress, refusedSeconds, sittings, refusals } = watched;
    const lesson = await this.catalog.playable(row.lessonVersionId, row.courseVersionId, tx);
    const { coverage, round } = progress;
    return lessonEvidenceOf({ ...lesson, durationSeconds: row.durationSeconds }, { coverage, refusedSeconds, round, playSessionId: row.id, completedMs: nowMs, sittings, refusals });
  }
}
