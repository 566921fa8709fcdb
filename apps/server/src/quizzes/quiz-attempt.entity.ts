import type { QuizAnswers, QuizAttemptState, QuizMarks, QuizPaper } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, dateColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** One attempt of a person at the quiz of a course version (credit-rules.md 10). */
@Entity('quiz_attempt')
@Index('uq_quiz_attempt_number', ['personId', 'courseVersionId', 'number'], { unique: true })
@Index('ix_quiz_attempt_version', ['courseVersionId', 'state'])
@Index('ix_quiz_attempt_due', ['state', 'dueAt'])
export class QuizAttempt {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  @Column(idColumn)
  courseVersionId: string;

  /** 1 for the first attempt of this person at this version. */
  @Column({ type: 'int' })
  number: number;

  /** Shanghai date on which it was begun; three of them a date. */
  @Column(dateColumn)
  date: string;

  @Column(asciiColumn(12))
  state: QuizAttemptState;

  /** What was drawn, in the order shown. */
  @Column(jsonColumn)
  paper: QuizPaper;

  @Column(jsonColumn)
  answers: QuizAnswers;

  /** The highest saved `seq`; an older save changes nothing. */
  @Column({ type: 'int' })
  saveSeq: number;

  @Column({ ...timeColumn, nullable: true })
  savedAt: Date | null;

  @Column(timeColumn)
  startedAt: Date;

  /** Null: no time limit. */
  @Column({ ...timeColumn, nullable: true })
  dueAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  submittedAt: Date | null;

  /** By question; null until it is submitted. */
  @Column({ ...jsonColumn, nullable: true })
  marks: QuizMarks | null;

  /** Reached, of `maxPoints`; null until everything is marked. */
  @Column({ type: 'int', nullable: true })
  points: number | null;

  @Column({ type: 'int' })
  maxPoints: number;

  @Column({ type: 'boolean', nullable: true })
  passed: boolean | null;

  /** Units that this attempt posted by passing; null: none. */
  @Column({ ...bigintColumn, nullable: true })
  earnedUnits: number | null;

  /** Account that marked the short answers by hand. */
  @Column({ ...idColumn, nullable: true })
  markedBy: string | null;

  @Column({ ...timeColumn, nullable: true })
  markedAt: Date | null;
}
