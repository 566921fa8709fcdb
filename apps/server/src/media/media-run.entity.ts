import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** One run of the worker over a video: what was tried, when, and why it failed. */
@Entity('media_run')
@Index('uq_media_run_fence', ['mediaId', 'fence'], { unique: true })
@Index('ix_media_run_ended', ['step', 'outcome', 'endedAt'])
@Index('ix_media_run_replaced', ['replacedAt'])
export class MediaRun {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  mediaId: string;

  @Column({ type: 'int' })
  fence: number;

  @Column(asciiColumn(10))
  step: 'check' | 'transcode';

  @Column(timeColumn)
  startedAt: Date;

  /** When the first rendition could be played. */
  @Column({ ...timeColumn, nullable: true })
  playableAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  endedAt: Date | null;

  /** Null while it runs, and for a run whose worker was killed; `put_back`: it waits for another run. */
  @Column({ ...asciiColumn(12), nullable: true })
  outcome: 'done' | 'refused' | 'failed' | 'cancelled' | 'put_back' | null;

  @Column({ ...asciiColumn(40), nullable: true })
  failureCode: string | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  failureSentence: string | null;

  /** Storage prefix of the folder it published into; null for none, and once that is removed. */
  @Column({ ...asciiColumn(120), nullable: true })
  outputPrefix: string | null;

  /** Since when nobody is sent to that folder any more. */
  @Column({ ...timeColumn, nullable: true })
  replacedAt: Date | null;
}
