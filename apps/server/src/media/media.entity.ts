import type { OutputRendition } from '@xuexi/media';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';
import type { MediaState } from './media.dto.js';

/** An uploaded video and what was made of it: the state machine of transcoding. */
@Entity('media')
@Index('ix_media_lesson', ['lessonId', 'createdAt'])
@Index('ix_media_state', ['state', 'queuedAt'])
export class Media {
  /** Also the id of its tus upload. */
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  lessonId: string;

  @Column(idColumn)
  ownerAccountId: string;

  @Column({ type: 'varchar', length: 255 })
  fileName: string;

  @Column(bigintColumn)
  bytes: number;

  @Column(asciiColumn(12))
  state: MediaState;

  /** Storage key of the source file. */
  @Column(asciiColumn(120))
  sourceKey: string;

  /** Raised by every run that takes the job; only the newest run's writes count. */
  @Column({ type: 'int' })
  fence: number;

  @Column({ type: 'tinyint' })
  progress: number;

  @Column({ ...asciiColumn(40), nullable: true })
  failureCode: string | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  failureSentence: string | null;

  @Column({ type: 'int', nullable: true })
  durationMs: number | null;

  /** Storage prefix of the HLS folder that plays now. */
  @Column({ ...asciiColumn(120), nullable: true })
  outputPrefix: string | null;

  @Column({ ...jsonColumn, nullable: true })
  output: MediaOutput | null;

  /** Storage key of the WebVTT captions. */
  @Column({ ...asciiColumn(120), nullable: true })
  captionsKey: string | null;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  queuedAt: Date | null;

  /** Moved on by the run at work; a silent run is taken over. */
  @Column({ ...timeColumn, nullable: true })
  heartbeatAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  readyAt: Date | null;
}

/** Files of the HLS folder, relative to it. */
export interface MediaOutput {
  masterFile: string;
  posterFile: string;
  audioOnlyFile: string | null;
  renditions: OutputRendition[];
}
