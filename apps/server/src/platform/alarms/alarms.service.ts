import { type AlarmKind, type JsonValue } from '@xuexi/domain';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { newId } from '../ids.js';
import { Alarm } from './alarm.entity.js';

/** What an alarm is of. */
export interface AlarmContent {
  kind: AlarmKind;
  /** Id of what must be looked at. */
  subjectId: string;
  /** Ids and figures; never anything personal. */
  details: Record<string, JsonValue>;
}

/** Raises alarms: once for each thing while it is open, however often it is found. */
@Injectable()
export class AlarmsService {
  private readonly logger = new Logger(AlarmsService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @param tx absent: a transaction of its own, for what is found where another one is rolled back */
  async raise({ kind, subjectId, details }: AlarmContent, tx: EntityManager = this.dataSource.manager): Promise<void> {
    this.logger.error({ kind, subjectId, ...details }, 'alarm');
    const now = this.clock.date();
    await tx.query(
      `INSERT INTO alarm (id, kind, subject_id, open_key, details, times, raised_at, last_raised_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?)
       ON DUPLICATE KEY UPDATE times = times + 1, last_raised_at = VALUES(last_raised_at), details = VALUES(details)`,
      [newId(), kind, subjectId, `${kind}:${subjectId}`, JSON.stringify(details), now, now],
    );
  }

  /** @returns false when it is not open any more */
  async resolve(tx: EntityManager, id: string, resolvedBy: string, resolution: string): Promise<boolean> {
    const { affected } = await tx.createQueryBuilder().update(Alarm).set({ openKey: null, resolvedAt: this.clock.date(), resolvedBy, resolution }).where('id = :id AND open_key IS NOT NULL', { id }).execute();
    return affected === 1;
  }
}
