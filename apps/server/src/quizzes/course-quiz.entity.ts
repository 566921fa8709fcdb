import type { QuizSettings } from '@xuexi/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** The quiz of a course as its instructor sets it; published with the next version. */
@Entity('course_quiz')
export class CourseQuiz {
  @PrimaryColumn(idColumn)
  courseId: string;

  @Column(jsonColumn)
  settings: QuizSettings;

  @Column(timeColumn)
  updatedAt: Date;
}
