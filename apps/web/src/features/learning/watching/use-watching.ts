import { useQueryClient } from '@tanstack/react-query';
import { problemOf } from '@xuexi/ui';
import { useCallback, useEffect, useState } from 'react';

import { browserStore } from '../../../lib/storage';

import { followVideo, reportInTime } from './follow-video';
import { type OpenWatching, type WatchedLesson, type WatchingFacts, openWatching } from './open-watching';
import { otherPagesOf } from './other-pages';

/** How often a session is tried again while the video is being prepared. */
const PREPARING_EVERY_MS = 8_000;

export interface Watching {
  /** Null until it is open. */
  open: OpenWatching | null;
  facts: WatchingFacts | null;
  /** Why it could not be opened; null while it is being opened. */
  error: unknown;
  /** How often it was opened on this page. */
  openings: number;
  /** Opens a new session: after another device has taken over, or when the video was lost. */
  reopen: () => void;
  /** Takes the video that is watched; null when it goes. */
  follow: (video: HTMLVideoElement | null) => void;
}

interface State {
  open: OpenWatching | null;
  facts: WatchingFacts | null;
  error: unknown;
}

const CLOSED: State = { open: null, facts: null, error: null };

/** Opens a play session of a lesson and reports what of its video is really played (credit-rules.md 2–7). */
export function useWatching({ courseId, lessonVersionId, personId }: WatchedLesson & { courseId: string }): Watching {
  const [state, setState] = useState(CLOSED);
  const [openings, setOpenings] = useState(1);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const client = useQueryClient();
  const reopen = useCallback(() => setOpenings((count) => count + 1), []);

  useEffect(() => {
    let here = true;
    let opened: OpenWatching | undefined;
    const set = (change: (before: State) => State) => here && setState(change);
    const refresh = () => [['course', courseId], ['my-courses'], ['credits']].forEach((queryKey) => void client.invalidateQueries({ queryKey }));
    const show = (facts: WatchingFacts) => {
      set((before) => ({ ...before, facts }));
      if (here && facts.hindrance === 'session_gone') reopen();
    };
    openWatching({ lessonVersionId, personId, pages: otherPagesOf(browserStore, personId), onFacts: show, onComplete: refresh }).then(
      (open) => {
        opened = open;
        if (!here) return open.close();
        setState({ open, facts: open.facts, error: null });
      },
      (error: unknown) => set(() => ({ ...CLOSED, error })),
    );
    return () => {
      here = false;
      opened?.close();
      setState(CLOSED);
    };
  }, [client, courseId, lessonVersionId, personId, openings, reopen]);

  useEffect(() => {
    if (video === null || state.open === null) return undefined;
    const { reporter, session } = state.open;
    const ends = [followVideo(video, reporter), reportInTime(reporter, session.reportEverySeconds)];
    return () => ends.forEach((end) => end());
  }, [video, state.open]);

  const preparing = problemOf(state.error)?.code === 'media_not_ready';
  useEffect(() => {
    if (!preparing) return undefined;
    const timer = setInterval(reopen, PREPARING_EVERY_MS);
    return () => clearInterval(timer);
  }, [preparing, reopen]);

  return { ...state, openings, reopen, follow: setVideo };
}
