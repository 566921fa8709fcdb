import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** Captions of a video in one language. Each change writes a new WebVTT file under a new key, so that addresses never change their content. */
@Entity('caption_track')
@Index('uq_caption_track_label', ['mediaId', 'label'], { unique: true })
export class CaptionTrack {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  mediaId: string;

  /** BCP 47, e.g. `zh-CN`. */
  @Column(asciiColumn(16))
  language: string;

  @Column({ type: 'varchar', length: 40 })
  label: string;

  /** The speech is in dialect, the captions in standard Chinese. */
  @Column({ type: 'tinyint', transformer: { to: Number, from: Boolean } })
  dialect: boolean;

  /** Raised by every change of the cues; an editor hands over the one that it began with. */
  @Column({ type: 'int' })
  version: number;

  @Column(asciiColumn(120))
  storageKey: string;

  @Column({ type: 'int' })
  cueCount: number;

  @Column({ ...idColumn, nullable: true })
  changedBy: string | null;

  @Column(timeColumn)
  createdAt: Date;

  @Column(timeColumn)
  changedAt: Date;
}
