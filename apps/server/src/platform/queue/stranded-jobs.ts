import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { QueueProducer } from './queue-producer.js';
import { type JobRequest, jobIdOf } from './queues.js';

const MOST = 500;

/** Rows of work under way: a table with `id`, `state`, `created_at` and a sign of life in `heartbeat_at`. */
export interface UnderWay<State extends string> {
  /** Written by the application. */
  table: string;
  states: readonly State[];
  /** How long a row may show no sign of life. */
  silentMs: number;
}

/** Puts jobs back that Redis has lost: of what is under way by its row and shows no sign of life. */
@Injectable()
export class StrandedJobs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: QueueProducer,
    private readonly clock: Clock,
  ) {}

  /** Harmless to repeat: a job that waits or runs already is not added again. */
  async restore<State extends string>({ table, states, silentMs }: UnderWay<State>, jobOf: (row: { id: string; state: State }) => JobRequest): Promise<void> {
    const stranded: { id: string; state: State }[] = await this.dataSource.query(`SELECT id, state FROM ${table} WHERE state IN (?) AND COALESCE(heartbeat_at, created_at) < ? ORDER BY created_at, id LIMIT ${MOST}`, [
      [...states],
      new Date(this.clock.now() - silentMs),
    ]);
    for (const row of stranded) {
      const job = jobOf(row);
      await this.producer.add(job.queue, job.name, { payload: job.payload, requestId: null }, jobIdOf(job, row.id));
    }
  }
}
