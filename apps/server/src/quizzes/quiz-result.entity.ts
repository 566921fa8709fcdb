import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { dateColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** The result of an attempt: evidence that entries are recomputed from. Rows are only added. */
@Entity('quiz_result')
@Index('ix_quiz_result_resulted', ['resultedAt'])
@Index('ix_quiz_result_person', ['personId', 'courseVersionId'])
export class QuizResult {
  @PrimaryColumn(idColumn)
  attemptId: string;

  @Column(idColumn)
  personId: string;

  @Column(idColumn)
  courseVersionId: string;

  @Column(timeColumn)
  submittedAt: Date;

  /** When the result was known: at the submission, or when it was marked by hand. */
  @Column(timeColumn)
  resultedAt: Date;

  /** The date that an entry of it bears. */
  @Column(dateColumn)
  date: string;

  @Column({ type: 'int' })
  points: number;

  @Column({ type: 'int' })
  maxPoints: number;

  @Column({ type: 'boolean' })
  passed: boolean;

  @Column({ ...idColumn, nullable: true })
  regionId: string | null;
}
