import type { MediaKind, MediaState, TranscodeLane } from '@xuexi/domain';
import type { DocumentPage, OutputRendition, SourceFacts } from '@xuexi/media';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, hashColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** An uploaded video, recording or document of a lesson, and what was made of it: the state machine of `packages/domain/src/media.ts`. */
@Entity('media')
@Index('ix_media_lesson', ['lessonId', 'createdAt'])
@Index('ix_media_state', ['state', 'queuedAt'])
@Index('ix_media_owner', ['ownerAccountId', 'state'])
@Index('ix_media_files_to_move', ['filesToMoveSince'])
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

  /** Said by the check of the whole file; 'video' until then. */
  @Column({ ...asciiColumn(10), default: 'video' })
  kind: MediaKind;

  @Column(asciiColumn(12))
  state: MediaState;

  /** Storage key of the source file. */
  @Column(asciiColumn(120))
  sourceKey: string;

  /** What the uploading device says of the whole file, in hexadecimal digits. */
  @Column({ ...hashColumn, nullable: true })
  declaredSha256: string | null;

  /** What the check found; equal to the declared one, or the upload was refused. */
  @Column({ ...hashColumn, nullable: true })
  sha256: string | null;

  /** What is in the source, once it was checked. */
  @Column({ ...jsonColumn, nullable: true })
  source: SourceFacts | null;

  /** Whose worker transcodes it; null until it was checked. */
  @Column({ ...asciiColumn(5), nullable: true })
  lane: TranscodeLane | null;

  /** Raised by every run that takes the job; only the newest run's writes count. */
  @Column({ type: 'int' })
  fence: number;

  /** Per cent of the transcoding. */
  @Column({ type: 'tinyint' })
  progress: number;

  /** Seconds of video transcoded in one second, of the run at work. */
  @Column({ type: 'float', nullable: true })
  speed: number | null;

  @Column({ ...asciiColumn(40), nullable: true })
  failureCode: string | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  failureSentence: string | null;

  @Column({ type: 'int', nullable: true })
  durationMs: number | null;

  /** Storage prefix of the folder that plays now. */
  @Column({ ...asciiColumn(120), nullable: true })
  outputPrefix: string | null;

  @Column({ ...jsonColumn, nullable: true })
  output: MediaOutput | null;

  /** Where captions were kept before `caption_track`; only the version before this one reads it. */
  @Column({ ...asciiColumn(120), nullable: true })
  captionsKey: string | null;

  /** Why a video that waits for its check or its transcode is not taken up although a worker is free, e.g. `disk_full`. */
  @Column({ ...asciiColumn(12), nullable: true })
  waitsFor: 'disk_full' | null;

  @Column(timeColumn)
  createdAt: Date;

  /** When its file was whole; null before that, and where it was not taken as its lesson's content by then. */
  @Column({ ...timeColumn, nullable: true })
  arrivedAt: Date | null;

  /** When it came to wait for what its state names: the check or the transcoding. */
  @Column({ ...timeColumn, nullable: true })
  queuedAt: Date | null;

  /** When the run at work began. */
  @Column({ ...timeColumn, nullable: true })
  startedAt: Date | null;

  /** Moved on by the run at work; a silent run is taken over. Null while none has taken it. */
  @Column({ ...timeColumn, nullable: true })
  heartbeatAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  readyAt: Date | null;

  /** When the file of a refused upload was removed. */
  @Column({ ...timeColumn, nullable: true })
  sourceRemovedAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  takenDownAt: Date | null;

  @Column({ ...idColumn, nullable: true })
  takenDownBy: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  takenDownReason: string | null;

  /** Since when its files lie where they no longer belong: below `media/` though it is taken down, or below `withdrawn/` though it is not. */
  @Column({ ...timeColumn, nullable: true })
  filesToMoveSince: Date | null;
}

/** Media of one lesson, its content first: the file that became whole last, or an upload that was begun after that. */
export function newestFirst(media: readonly Media[]): Media[] {
  const cameAt = ({ arrivedAt, createdAt }: Media) => (arrivedAt ?? createdAt).getTime();
  return media.toSorted((one, other) => cameAt(other) - cameAt(one) || (one.id < other.id ? 1 : -1));
}

/** Files of the folder that plays, relative to it. */
export type MediaOutput = FilmOutput | DocumentOutput;

/** HLS of a video or a recording. Until `complete`, its first renditions play already. */
export interface FilmOutput {
  masterFile: string;
  posterFile: string | null;
  audioOnlyFile: string | null;
  /** WebVTT that names the scrub previews; absent from what was transcoded before there were any. */
  previewsFile?: string | null;
  renditions: OutputRendition[];
  complete: boolean;
}

/** Pages of a document as pictures. */
export interface DocumentOutput {
  pages: DocumentPage[];
  /** JSON array of what is written on every page. */
  textFile: string;
  complete: boolean;
}

/** Whether it can be watched with every rendition. Output of a version before this one says nothing: it was shown only when it was whole. */
export function playsWhole({ output }: Pick<Media, 'output'>): boolean {
  return output !== null && (output as Partial<MediaOutput>).complete !== false;
}
