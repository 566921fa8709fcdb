import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn } from '../platform/database/columns.js';

/**
 * A lesson with the content it had when it was published. The same content published again is the same version;
 * transcoding again keeps it, new content makes a new one (credit-rules.md 1).
 */
@Entity('lesson_version')
@Index('uq_lesson_version_media', ['lessonId', 'mediaId'], { unique: true })
export class LessonVersion {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  lessonId: string;

  @Index('ix_lesson_version_media')
  @Column(idColumn)
  mediaId: string;

  /** Length D in whole seconds, floored; 0 for a document. Every rule of watching is reckoned from it. */
  @Column({ type: 'int' })
  durationSeconds: number;
}
