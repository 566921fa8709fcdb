import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn } from '../platform/database/columns.js';

@Entity('chapter')
@Index('ix_chapter_course', ['courseId', 'position'])
export class Chapter {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  courseId: string;

  @Column({ type: 'varchar', length: 60 })
  title: string;

  @Column({ type: 'int' })
  position: number;
}
