import type { Engine, EngineListener, Source } from './engine';
import { nativeEngine } from './native-engine';

/** Whether films come through hls.js, which lets the learner choose between pictures; iPhones play HLS themselves. */
export const choosesPictures = (): boolean => 'MediaSource' in window;

const playsHls = (video: HTMLVideoElement) => video.canPlayType('application/vnd.apple.mpegurl') !== '';

const importHls = async () => (await import('hls.js')).default;

/** Fetches the player's library ahead of its first use, where it will be used. */
export function prepareEngine(): void {
  if (choosesPictures()) importHls().catch(() => undefined);
}

/** Brings a source into a video. hls.js is fetched only here. Null where this browser plays no such films. */
export async function openEngine(video: HTMLVideoElement, source: Source, listener: EngineListener): Promise<Engine | null> {
  if (choosesPictures()) {
    const Hls = await importHls();
    if (Hls.isSupported()) return (await import('./hls-engine')).hlsEngine(Hls, video, source, listener);
  }
  return playsHls(video) ? nativeEngine(video, source, listener) : null;
}
