import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn } from '../platform/database/columns.js';

@Entity('lesson')
@Index('ix_lesson_chapter', ['chapterId', 'position'])
export class Lesson {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  chapterId: string;

  @Column({ type: 'varchar', length: 60 })
  title: string;

  @Column({ type: 'int' })
  position: number;

  /** Whether the course is finished only with it. Documents never are required. */
  @Column({ type: 'boolean', default: true })
  required: boolean;
}
