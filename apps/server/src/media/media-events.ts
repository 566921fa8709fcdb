import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { isWorkedOn } from '@xuexi/domain';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { PrincipalResolver } from '../platform/auth/principal.js';
import { EventStream } from './event-stream.js';
import { usualSpeed, waitOf, waitsOf } from './media-eta.js';
import { describeProgress } from './media.presenter.js';
import { MediaRepository, type Progress } from './media.repository.js';

const LOOK_EVERY_MS = 1000;
/** In looks: sessions that have ended, the usual speed, a comment to keep the line open. */
const SESSIONS_EVERY = 3;
const SPEED_EVERY = 30;
const BEAT_EVERY = 15;
/** After so many looks a browser has to ask again, and is answered by what its session may do then. */
const LAST_LOOK = 900;
/** A page has one; more are pages that were left open. */
const MOST_OF_AN_ACCOUNT = 6;

/** A page that listens. */
interface Listener {
  accountId: string;
  sessionToken: string;
  stream: EventStream;
  looks: number;
  /** Uploads that were at work when it last heard of them. */
  following: Set<string>;
}

/**
 * Tells instructors' pages how far their uploads are, as it happens. However many pages listen, this process reads the database once a
 * second; without any, not at all.
 */
@Injectable()
export class MediaEvents implements BeforeApplicationShutdown {
  private readonly logger = new Logger(MediaEvents.name);
  private readonly listeners = new Set<Listener>();
  private readonly stopping = new AbortController();
  private looking = false;
  private looks = 0;
  private speed = 1;

  constructor(
    private readonly media: MediaRepository,
    private readonly principals: PrincipalResolver,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopping.abort();
    for (const listener of this.listeners) this.close(listener);
  }

  /** Opens a stream for the holder of a session, who has been let in. It ends soon after the session. */
  listen(caller: { accountId: string; sessionToken: string }, response: ServerResponse): void {
    const own = [...this.listeners].filter(({ accountId }) => accountId === caller.accountId);
    for (const oldest of own.slice(0, Math.max(0, own.length + 1 - MOST_OF_AN_ACCOUNT))) this.close(oldest);
    const listener: Listener = { ...caller, stream: new EventStream(response), looks: 0, following: new Set() };
    this.listeners.add(listener);
    response.on('close', () => this.listeners.delete(listener));
    if (!this.looking) void this.lookAsLongAsAnyoneListens();
  }

  private async lookAsLongAsAnyoneListens(): Promise<void> {
    this.looking = true;
    while (this.listeners.size > 0 && !this.stopping.signal.aborted) {
      await this.look().catch((error: unknown) => this.logger.warn({ err: error }, 'media events will be looked for again'));
      await delay(LOOK_EVERY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    this.looking = false;
  }

  private async look(): Promise<void> {
    const turn = this.looks++;
    if (turn % SPEED_EVERY === 0) this.speed = usualSpeed(await this.media.lastTranscodes());
    if (turn % SESSIONS_EVERY === 0) await this.closeEnded();
    const all = await this.media.workedOnOr([...this.listeners].flatMap(({ following }) => [...following]));
    const waits = waitsOf(all.filter(({ state }) => isWorkedOn(state)), this.speed);
    const byOwner = Map.groupBy(all, ({ ownerAccountId }) => ownerAccountId);
    for (const listener of this.listeners) {
      for (const one of byOwner.get(listener.accountId) ?? []) this.tell(listener, one, waits);
      if (++listener.looks % BEAT_EVERY === 0) listener.stream.beat();
      if (listener.looks >= LAST_LOOK) this.close(listener);
    }
  }

  private tell({ stream, following }: Listener, one: Progress, waits: ReturnType<typeof waitsOf>): void {
    if (isWorkedOn(one.state)) following.add(one.id);
    if (!following.has(one.id)) return;
    const told = stream.send('media', one.id, describeProgress(one, waitOf(one.id, waits)));
    if (told && !isWorkedOn(one.state)) following.delete(one.id);
  }

  /** Sessions are looked up together. */
  private async closeEnded(): Promise<void> {
    await Promise.all(
      [...this.listeners].map(async (listener) => {
        const principal = await this.principals.resolve(listener.sessionToken);
        if (!principal || principal.pending || !principal.can('media.read_own')) this.close(listener);
      }),
    );
  }

  private close(listener: Listener): void {
    this.listeners.delete(listener);
    listener.stream.end();
  }
}
