import type { PointKind } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, dateColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** 积分: another currency than 学分, which it never becomes. No evidence of anything: an erasure removes it. */
@Entity('point_entry')
@Index('uq_point_entry_key', ['idempotencyKey'], { unique: true })
@Index('ix_point_entry_person', ['personId', 'date', 'kind', 'points'])
export class PointEntry {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  @Column(asciiColumn(16))
  kind: PointKind;

  @Column(asciiColumn(160))
  idempotencyKey: string;

  @Column({ type: 'int' })
  points: number;

  @Column(dateColumn)
  date: string;

  @Column(timeColumn)
  recordedAt: Date;
}
