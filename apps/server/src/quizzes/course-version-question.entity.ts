import type { QuestionContent, QuestionKind } from '@xuexi/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, jsonColumn } from '../platform/database/columns.js';

/** A question as it stood when a course version was published. */
@Entity('course_version_question')
export class CourseVersionQuestion {
  @PrimaryColumn(idColumn)
  courseVersionId: string;

  @PrimaryColumn(idColumn)
  questionId: string;

  @Column(asciiColumn(12))
  kind: QuestionKind;

  @Column(jsonColumn)
  content: QuestionContent;

  @Column({ type: 'tinyint' })
  difficulty: number;

  @Column(jsonColumn)
  tags: string[];

  /** False: only a lesson stops for it, the quiz does not draw it. */
  @Column({ type: 'boolean' })
  drawn: boolean;
}
