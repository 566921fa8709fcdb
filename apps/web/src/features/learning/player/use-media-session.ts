import { useEffect, useRef } from 'react';

import type { PlaySession } from '../api/play-session';

export interface MediaSessionActions {
  play: () => void;
  pause: () => void;
  /** By seconds, either way. */
  skip: (seconds: number) => void;
  seek: (time: number) => void;
}

const STEP = 10;

/** Tells the lock screen and the keys of headphones what plays, and does what they ask. */
export function useMediaSession({ lesson, course, playback }: PlaySession, video: HTMLVideoElement | null, begun: boolean, actions: MediaSessionActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    if (!begun || !('mediaSession' in navigator)) return undefined;
    const session = navigator.mediaSession;
    const artwork = playback.posterUrl === null ? [] : [{ src: playback.posterUrl, type: 'image/jpeg' }];
    session.metadata = new MediaMetadata({ title: lesson.title, album: course.title, artist: lesson.chapterTitle, artwork });
    const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
      play: () => latest.current.play(),
      pause: () => latest.current.pause(),
      seekbackward: ({ seekOffset }) => latest.current.skip(-(seekOffset ?? STEP)),
      seekforward: ({ seekOffset }) => latest.current.skip(seekOffset ?? STEP),
      seekto: ({ seekTime }) => seekTime !== undefined && latest.current.seek(seekTime),
    };
    const set = (handler: (action: MediaSessionAction) => MediaSessionActionHandler | null) =>
      (Object.keys(handlers) as MediaSessionAction[]).forEach((action) => handle(session, action, handler(action)));
    set((action) => handlers[action] ?? null);
    return () => {
      session.metadata = null;
      set(() => null);
    };
  }, [begun, lesson.title, lesson.chapterTitle, course.title, playback.posterUrl]);

  useEffect(() => {
    if (video === null || !begun || !('mediaSession' in navigator) || !('setPositionState' in navigator.mediaSession)) return undefined;
    const tell = () => {
      const { duration, playbackRate, currentTime } = video;
      if (Number.isFinite(duration) && duration > 0) navigator.mediaSession.setPositionState({ duration, playbackRate, position: Math.min(duration, currentTime) });
    };
    const events = ['loadedmetadata', 'play', 'pause', 'ratechange', 'seeked'];
    events.forEach((event) => video.addEventListener(event, tell));
    tell();
    return () => events.forEach((event) => video.removeEventListener(event, tell));
  }, [video, begun]);
}

/** Older browsers throw at actions that they do not know. */
function handle(session: MediaSession, action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // That key does nothing then.
  }
}
