import type { WatchAnswer, WatchReporter } from './watch-reporter';

/** What of a reporter follows a video. */
export type FollowingReporter = Pick<WatchReporter<WatchAnswer>, 'moved' | 'jumped' | 'plays' | 'pauses' | 'report' | 'leave' | 'tick'>;

/** What of a media element is followed. */
export type FollowedVideo = EventTarget & Pick<HTMLMediaElement, 'currentTime' | 'playbackRate' | 'seeking' | 'paused'>;

/**
 * Tells a reporter what a video does. Between `seeking` and `seeked`, and while another source is loaded, the time of the
 * video moves without being played, although browsers send `timeupdate` there too.
 *
 * @returns ends the following
 */
export function followVideo(video: FollowedVideo, reporter: FollowingReporter): () => void {
  let jumping = false;
  const land = () => {
    jumping = false;
    reporter.jumped(video.currentTime);
  };
  const move = () => {
    if (!jumping && !video.seeking) reporter.moved(video.currentTime);
  };
  const play = () => reporter.plays(video.playbackRate);
  const stop = () => {
    move();
    reporter.pauses();
  };
  const leap = () => {
    jumping = true;
  };
  land();
  if (!video.paused) play();
  return listen(video, {
    timeupdate: move,
    seeking: leap,
    emptied: leap,
    loadedmetadata: land,
    seeked: () => {
      land();
      reporter.report();
    },
    play,
    ratechange: () => {
      if (!video.paused) play();
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
