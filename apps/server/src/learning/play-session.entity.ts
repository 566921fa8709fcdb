import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../platform/database/columns.js';

/** One opening of a lesson in a player. */
@Entity('play_session')
export class PlaySession {
  @PrimaryColumn(idColumn)
  id: string;

  @Index('ix_play_session_person')
  @Column(idColumn)
  personId: string;

  @Column(idColumn)
  lessonVersionId: string;

  @Column(idColumn)
  courseVersionId: string;

  /** Length of the lesson version, which is frozen. */
  @Column({ type: 'int' })
  durationSeconds: number;

  @Column(timeColumn)
  openedAt: Date;

  /** The highest answered `seq`, -1 before the first report. A higher one stands in the person's clock as long as no other session of theirs is answered. */
  @Column({ type: 'int' })
  lastSeq: number;

  /** When the server asks next whether the learner is there. */
  @Column(timeColumn)
  presenceDueAt: Date;

  /** Time to answer the presence question: more in elder mode (credit-rules.md 6). */
  @Column({ type: 'int' })
  presenceLimitMs: number;

  /** When the open presence question was put; null when none is open. */
  @Column({ ...timeColumn, nullable: true })
  presenceAskedAt: Date | null;

  /** What it is played on, in a few words such as 安卓手机 · 微信; null in sessions of earlier versions. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  device: string | null;
}
