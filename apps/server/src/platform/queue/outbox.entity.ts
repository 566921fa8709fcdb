import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, jsonColumn, timeColumn } from '../database/columns.js';

/** A job that must be enqueued, written in the transaction that makes it necessary. */
@Entity('outbox')
@Index('ix_outbox_unsent', ['sentAt', 'id'])
export class OutboxRow {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(asciiColumn(20))
  queue: string;

  @Column(asciiColumn(40))
  name: string;

  /** BullMQ's job id: the same piece of work never waits twice. */
  @Column(asciiColumn(80))
  jobId: string;

  @Column(jsonColumn)
  payload: object;

  /** Id of the request that caused it; follows into the job's log lines. */
  @Column({ ...asciiColumn(60), nullable: true })
  requestId: string | null;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  sentAt: Date | null;
}
