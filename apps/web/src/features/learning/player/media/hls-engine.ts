import type HlsClass from 'hls.js';
import type { ErrorData, HlsConfig, LoaderConfig } from 'hls.js';

import { type Choice, renditionOf } from '../choices';

import type { Engine, EngineListener, Source } from './engine';
import type { Trouble } from './trouble';

/** Seconds loaded before play is pressed: the first picture, and little that is paid for in vain. */
const BEFORE_PLAY = 4;
/** Seconds loaded ahead while it plays: enough to outlast a village's line for a while. */
const WHILE_PLAYING = 120;

/** The same of slides, so that pictures come back soon after the line does. */
const WHILE_SLIDES = 20;

/** A segment is tried again quietly while the film plays from what is loaded. */
const RETRIES = { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 2_000 };

/** A segment of a dear rendition takes long on a poor line; hls.js gives it up by itself and takes a cheaper one. */
const PATIENT: LoaderConfig = {
  maxTimeToFirstByteMs: 10_000,
  maxLoadTimeMs: 60_000,
  timeoutRetry: RETRIES,
  // A line that drops answers nothing at all, which hls.js takes for a refusal.
  errorRetry: { ...RETRIES, shouldRetry: (_, count, __, response, retry) => retry || (response?.code === 0 && count < RETRIES.maxNumRetry) },
};

const CONFIG: Partial<HlsConfig> = {
  capLevelToPlayerSize: true,
  maxMaxBufferLength: BEFORE_PLAY,
  maxBufferSize: 30_000_000,
  backBufferLength: 60,
  enableWorker: false,
  enableWebVTT: false,
  manifestLoadPolicy: { default: PATIENT },
  playlistLoadPolicy: { default: PATIENT },
  fragLoadPolicy: { default: PATIENT },
};

/** HLS by hls.js, where the browser has Media Source Extensions. */
export function hlsEngine(Hls: typeof HlsClass, video: HTMLVideoElement, source: Source, listener: EngineListener): Engine {
  const { url, startAt, renditions, thrifty } = source;
  let { choice } = source;
  let begun = false;
  const hls = new Hls({ ...CONFIG, startPosition: startAt, autoStartLoad: !thrifty });
  const isSlides = (level: number) => renditions.some(({ kind, name }) => kind === 'slides' && name === nameOf(hls.levels[level]?.uri ?? ''));
  const loadAhead = (level: number) => {
    hls.config.maxMaxBufferLength = !begun ? BEFORE_PLAY : isSlides(level) ? WHILE_SLIDES : WHILE_PLAYING;
  };
  const levelOf = (wanted: Choice) => {
    const name = renditionOf(wanted, renditions)?.name;
    return name === undefined ? -1 : hls.levels.findIndex((level) => nameOf(level.uri) === name);
  };
  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    if (levelOf(choice) >= 0) hls.loadLevel = levelOf(choice);
  });
  hls.on(Hls.Events.LEVEL_SWITCHING, (_, { level }) => loadAhead(level));
  hls.on(Hls.Events.LEVEL_SWITCHED, (_, { level }) => listener.onRendition(nameOf(hls.levels[level]?.uri ?? '')));
  hls.on(Hls.Events.FRAG_BUFFERED, () => listener.onMeasured(hls.bandwidthEstimate));
  hls.on(Hls.Events.ERROR, (_, error) => {
    if (error.fatal) listener.onTrouble(troubleOf(error));
  });
  hls.loadSource(url);
  hls.attachMedia(video);
  return {
    begin: () => {
      if (begun) return;
      begun = true;
      loadAhead(hls.loadLevel);
      if (thrifty) hls.startLoad(startAt);
    },
    choose: (wanted) => {
      choice = wanted;
      hls.nextLevel = levelOf(wanted);
    },
    retry: (trouble) => {
      if (trouble === 'decode') hls.recoverMediaError();
      else if (hls.levels.length === 0) hls.loadSource(url);
      else hls.startLoad(video.currentTime);
    },
    destroy: () => hls.destroy(),
  };
}

/** `https://…/480p/index.m3u8` → `480p`: a rendition has its folder. */
export const nameOf = (uri: string): string => /([^/]+)\/[^/]*$/.exec(uri)?.[1] ?? '';

/** What an error of hls.js means for who watches. Without an answer of the server there is no code, or 0. */
export function troubleOf({ type, response }: Pick<ErrorData, 'type' | 'response'>): Trouble {
  const code = response?.code ?? 0;
  if (code >= 400 && code < 500) return 'closed';
  return (type as string) === 'mediaError' ? 'decode' : 'line';
}
