import type { EntityManager } from 'typeorm';
import type { OutboxService } from '../platform/queue/outbox.service.js';
import type { JobRequest } from '../platform/queue/queues.js';
import type { Media } from './media.entity.js';

/** What decides which job takes a video further. */
export type Waiting = Pick<Media, 'id' | 'state' | 'lane' | 'fence'>;

/** The job that a video waits for. Uploads of a version before this one have no lane; they were short. */
export function jobOf({ id, state, lane }: Waiting): JobRequest {
  const payload = { mediaId: id };
  if (state === 'checking') return { queue: 'mediaChecks', name: 'check', payload };
  return { queue: lane === 'long' ? 'mediaLong' : 'media', name: 'transcode', payload };
}

/** Names the work within its queue: each run that is asked for anew has a name of its own, so that one that is just ending does not hide it. */
export function workIdOf({ id, fence }: Waiting): string {
  return `${id}-${fence}`;
}

/** Writes down the job of a video that has just come to wait. */
export function enqueue(tx: EntityManager, outbox: OutboxService, media: Waiting): Promise<void> {
  return outbox.add(tx, jobOf(media), workIdOf(media));
}
