import { isWorkedOn } from '@xuexi/domain';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

import { type Media, mediaKey } from './media-query';

const ADDRESS = '/api/my/media/events';

/** What the server tells of an upload while it has to do with it. */
type MediaProgress = Pick<Media, 'id' | 'state' | 'progress' | 'speed' | 'etaSeconds' | 'queuePlace' | 'playable' | 'complete' | 'waitsFor'>;

/** The one stream of events of a page, open as long as something on it is being worked on. */
class MediaEvents {
  private source: EventSource | null = null;
  private readonly users = new Set<() => void>();
  private live = false;

  constructor(private readonly queries: QueryClient) {}

  /** Whether events arrive now; until then, and in browsers without them, uploads are asked after. */
  readonly isLive = (): boolean => this.live;

  /** Keeps the stream open until the returned function is called. */
  readonly use = (changed: () => void): (() => void) => {
    this.users.add(changed);
    if (this.source === null && 'EventSource' in globalThis) this.open();
    return () => {
      this.users.delete(changed);
      if (this.users.size === 0) this.close();
    };
  };

  private open(): void {
    const source = new EventSource(ADDRESS);
    source.addEventListener('open', () => {
      this.turn(true);
      // What was settled while nobody listened is not told again.
      void this.queries.invalidateQueries({ queryKey: ['media'], predicate: ({ state }) => isWorkedOn((state.data as Media | undefined)?.state ?? 'ready') });
    });
    source.addEventListener('error', () => this.turn(false));
    source.addEventListener('media', ({ data }: MessageEvent<string>) => this.take(JSON.parse(data) as MediaProgress));
    this.source = source;
  }

  private close(): void {
    this.source?.close();
    this.source = null;
    this.live = false;
  }

  private turn(live: boolean): void {
    this.live = live;
    for (const changed of this.users) changed();
  }

  private take(news: MediaProgress): void {
    const key = mediaKey(news.id);
    const known = this.queries.getQueryData<Media>(key);
    if (known === undefined) return;
    this.queries.setQueryData<Media>(key, { ...known, ...news });
    const hasMoreToTell = known.state !== news.state || known.playable !== news.playable || known.complete !== news.complete;
    if (hasMoreToTell) void this.queries.invalidateQueries({ queryKey: key, exact: true });
  }
}

const STREAMS = new WeakMap<QueryClient, MediaEvents>();

function eventsOf(queries: QueryClient): MediaEvents {
  const events = STREAMS.get(queries) ?? new MediaEvents(queries);
  STREAMS.set(queries, events);
  return events;
}

/**
 * Listens to the server while `wanted`.
 * @returns whether it is heard; otherwise the caller asks by itself
 */
export function useMediaEvents(wanted: boolean): boolean {
  const events = eventsOf(useQueryClient());
  const subscribe = useCallback((changed: () => void) => (wanted ? events.use(changed) : () => undefined), [events, wanted]);
  return useSyncExternalStore(subscribe, events.isLive) && wanted;
}
