import type { QuestionContent, QuestionKind } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** A question of a course's bank as its instructor works on it. What learners answer is frozen in CourseVersionQuestion. */
@Entity('question')
@Index('ix_question_course', ['courseId', 'archivedAt'])
export class QuestionRow {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  courseId: string;

  @Column(asciiColumn(12))
  kind: QuestionKind;

  @Column(jsonColumn)
  content: QuestionContent;

  /** 1 easy, 2 middle, 3 hard. */
  @Column({ type: 'tinyint' })
  difficulty: number;

  @Column(jsonColumn)
  tags: string[];

  @Column(timeColumn)
  createdAt: Date;

  @Column(timeColumn)
  updatedAt: Date;

  /** Set when it was taken out of the bank; versions that have it keep it. */
  @Column({ ...timeColumn, nullable: true })
  archivedAt: Date | null;
}
