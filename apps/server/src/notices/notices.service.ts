import type { JsonValue, NoticeKind } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { Notice } from './notice.entity.js';

/** Tells learners what happened to what is theirs. */
@Injectable()
export class NoticesService {
  constructor(private readonly clock: Clock) {}

  /** @param data ids and figures from which the page makes its sentence; nothing that is secret from the learner */
  async send(tx: EntityManager, personId: string, kind: NoticeKind, data: Record<string, JsonValue>): Promise<void> {
    await tx.insert(Notice, { id: newId(), personId, kind, data, createdAt: this.clock.date(), readAt: null });
  }
}
