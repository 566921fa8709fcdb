import type { EntityManager, FindOptionsWhere } from 'typeorm';
import type { OutboxService } from '../platform/queue/outbox.service.js';
import { Media } from './media.entity.js';

type Decision = Partial<Pick<Media, 'takenDownAt' | 'takenDownBy' | 'takenDownReason'>>;

/** Has the worker put the files of a video where its takedown says (WithdrawalsService), if it meets `where`. @param since the time of now */
export async function askToMoveFiles(tx: EntityManager, outbox: OutboxService, where: FindOptionsWhere<Media> & { id: string }, since: Date, decision: Decision = {}): Promise<void> {
  const { affected } = await tx.update(Media, where, { ...decision, filesToMoveSince: since });
  if (affected === 1) await outbox.add(tx, { queue: 'storage', name: 'withdraw', payload: { mediaId: where.id } }, where.id);
}
