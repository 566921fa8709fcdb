import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../platform/database/columns.js';

/** Which request writes to an upload now, over all api processes. */
@Entity('upload_lock')
export class UploadLock {
  @PrimaryColumn(idColumn)
  uploadId: string;

  @Column(idColumn)
  holder: string;

  /** Somebody else waits: the holder gives way. */
  @Column({ type: 'tinyint' })
  wanted: number;

  /** A holder that died has not prolonged it. */
  @Column(timeColumn)
  expiresAt: Date;
}
