import type { NoticeData, NoticeKind } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { Notice } from './notice.entity.js';

/** Rows that one statement inserts. */
const BATCH = 1000;

/** Tells learners what happened to what is theirs. */
@Injectable()
export class NoticesService {
  constructor(private readonly clock: Clock) {}

  async send<Kind extends NoticeKind>(tx: EntityManager, personId: string, kind: Kind, data: NoticeData[Kind]): Promise<void> {
    await this.sendToAll(tx, [personId], kind, data);
  }

  /** The same to many. */
  async sendToAll<Kind extends NoticeKind>(tx: EntityManager, personIds: readonly string[], kind: Kind, data: NoticeData[Kind]): Promise<void> {
    const createdAt = this.clock.date();
    for (let i = 0; i < personIds.length; i += BATCH) {
      await tx.insert(Notice, personIds.slice(i, i + BATCH).map((personId) => ({ id: newId(), personId, kind, data, createdAt, readAt: null })));
    }
  }
}
