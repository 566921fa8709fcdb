import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { LessonCompletion } from './lesson-completion.entity.js';
import { LessonProgressRow } from './lesson-progress.entity.js';
import { PlaySession } from './play-session.entity.js';

/** What two persons have watched; the kept one's id first. */
export interface WatchedLives {
  personIds: readonly string[];
  completions: LessonCompletion[];
  progress: LessonProgressRow[];
}

/** Reads and writes what a merge of two persons changes of their learning; both clocks are locked when it writes. */
@Injectable()
export class MergeRepository {
  async lives(tx: EntityManager, personIds: string[]): Promise<WatchedLives> {
    const completions = await tx.find(LessonCompletion, { where: { personId: In(personIds) }, order: { lessonVersionId: 'ASC', round: 'ASC' } });
    const progress = await tx.find(LessonProgressRow, { where: { personId: In(personIds) } });
    // The kept person's rows come first wherever the order matters.
    const keptFirst = <Row extends { personId: string }>(rows: Row[]): Row[] => rows.sort((a, b) => personIds.indexOf(a.personId) - personIds.indexOf(b.personId));
    return { personIds, completions: keptFirst(completions), progress: keptFirst(progress) };
  }

  /** The opening after which a lesson was watched last: what covers a lesson has one. */
  lastSession(tx: EntityManager, lessonVersionId: string, personIds: readonly string[]): Promise<PlaySession> {
    return tx.findOneOrFail(PlaySession, { where: { lessonVersionId, personId: In([...personIds]) }, order: { openedAt: 'DESC' } });
  }

  async insertCompletions(tx: EntityManager, completions: LessonCompletion[]): Promise<void> {
    if (completions.length > 0) await tx.insert(LessonCompletion, completions);
  }

  async saveProgress(tx: EntityManager, rows: LessonProgressRow[]): Promise<void> {
    if (rows.length > 0) await tx.upsert(LessonProgressRow, rows, ['personId', 'lessonVersionId']);
  }

  /** What the absorbed person has under way goes on as the kept one's. A course that both have joined stays at the kept one's version. */
  async handOver(tx: EntityManager, keptId: string, absorbedId: string): Promise<void> {
    await tx.query('UPDATE play_session SET person_id = ? WHERE person_id = ?', [keptId, absorbedId]);
    await tx.query(
      'INSERT INTO enrolment (person_id, course_id, course_version_id, enrolled_at, invitation_id, finished_at) SELECT ?, course_id, course_version_id, enrolled_at, invitation_id, finished_at FROM enrolment AS theirs WHERE theirs.person_id = ? ON DUPLICATE KEY UPDATE person_id = VALUES(person_id)',
      [keptId, absorbedId],
    );
    await tx.query('DELETE FROM enrolment WHERE person_id = ?', [absorbedId]);
    await tx.delete(LessonProgressRow, { personId: absorbedId });
    // Of a course that both keep or have rated, the kept one's word stays.
    for (const table of ['favourite', 'course_rating']) {
      await tx.query(`UPDATE IGNORE ${table} SET person_id = ? WHERE person_id = ?`, [keptId, absorbedId]);
      await tx.query(`DELETE FROM ${table} WHERE person_id = ?`, [absorbedId]);
    }
    // Attempts at a quiz that both have taken go on counting after the kept one's. Their results stay where they are: evidence is not rewritten.
    await tx.query(
      `UPDATE quiz_attempt AS theirs LEFT JOIN (SELECT course_version_id, MAX(number) AS last FROM quiz_attempt WHERE person_id = ? GROUP BY course_version_id) AS own ON own.course_version_id = theirs.course_version_id
          SET theirs.person_id = ?, theirs.number = theirs.number + COALESCE(own.last, 0) WHERE theirs.person_id = ?`,
      [keptId, keptId, absorbedId],
    );
    await tx.query('UPDATE IGNORE checkpoint_answer SET person_id = ? WHERE person_id = ?', [keptId, absorbedId]);
    await tx.query('DELETE FROM checkpoint_answer WHERE person_id = ?', [absorbedId]);
  }
}
