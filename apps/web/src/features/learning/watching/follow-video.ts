import type { WatchAnswer, WatchReporter } from './watch-reporter';

/** What of a reporter follows a video. */
export type FollowingReporter = Pick<WatchReporter<WatchAnswer>, 'moved' | 'jumped' | 'plays' | 'pauses' | 'report' | 'leave' | 'tick'>;

/** What of a media element is followed. */
export type FollowedVideo = EventTarget & Pick<HTMLMediaElement, 'currentTime' | 'playbackRate' | 'seeking' | 'paused' | 'readyState'>;

/** Browsers queue events: playback has gone on for so long, in seconds, when a slow phone hears of its beginning. */
const LATE = 0.5;

/**
 * Tells a reporter what a video does. Between `seeking` and `seeked`, and while another source is loaded, the time of the
 * video moves without being played, although browsers send `timeupdate` there too. A paused video at 0 has not been brought
 * to its place yet: that is no jump to the beginning, or whoever only looks in would lose the saved place.
 *
 * @returns ends the following
 */
export function followVideo(video: FollowedVideo, reporter: FollowingReporter): () => void {
  let jumping = false;
  /** Where it stood when it was last told, or where a seek goes. */
  let stood = 0;
  const land = (at = video.currentTime) => {
    jumping = false;
    stood = at;
    reporter.jumped(at);
  };
  /** Playing begins where it stood, though the time has gone on since; a second must not lose its first moments. */
  const landLate = () => {
    const gone = video.currentTime - stood;
    land(gone >= 0 && gone <= LATE ? stood : undefined);
  };
  const arrive = () => {
    jumping = false;
    if (video.currentTime > 0 || !video.paused) land();
  };
  const move = () => {
    if (jumping || video.seeking || video.currentTime === 0) return;
    stood = video.currentTime;
    reporter.moved(stood);
  };
  const tellRate = () => reporter.plays(video.playbackRate);
  const play = () => {
    if (!jumping && !video.seeking && video.readyState > 0) landLate();
    tellRate();
  };
  const stop = () => {
    move();
    reporter.pauses();
  };
  const leap = () => {
    jumping = true;
    stood = video.currentTime;
  };
  arrive();
  if (!video.paused) tellRate();
  return listen(video, {
    timeupdate: move,
    seeking: leap,
    emptied: leap,
    loadedmetadata: arrive,
    seeked: () => {
      landLate();
      reporter.report();
    },
    play,
    ratechange: () => {
      if (!video.paused) tellRate();
    },
    pause: stop,
    ended: stop,
  });
}

/**
 * Reports in time: every `seconds`, when the line is back, and before the page may be gone.
 *
 * @returns ends it
 */
export function reportInTime(reporter: FollowingReporter, seconds: number): () => void {
  const timer = setInterval(() => reporter.tick(), seconds * 1000);
  const ends = [
    listen(window, { online: () => reporter.tick(), pagehide: () => reporter.leave() }),
    listen(document, {
      visibilitychange: () => {
        if (document.visibilityState === 'hidden') reporter.leave();
      },
    }),
  ];
  return () => {
    clearInterval(timer);
    ends.forEach((end) => end());
  };
}

function listen(target: EventTarget, handlers: Record<string, () => void>): () => void {
  Object.entries(handlers).forEach(([event, handler]) => target.addEventListener(event, handler));
  return () => Object.entries(handlers).forEach(([event, handler]) => target.removeEventListener(event, handler));
}
