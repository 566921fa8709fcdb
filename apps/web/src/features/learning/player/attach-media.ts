/** What went wrong for good, so that only a new session or another try helps. */
export type MediaTrouble = () => void;

const hasMediaSource = () => 'MediaSource' in window;

/** Fetches the player's library ahead of its first use, where it will be used. */
export function prepareMedia(): void {
  if (hasMediaSource()) void importHls();
}

const importHls = async () => (await import('hls.js')).default;

/**
 * Gives a video its HLS source from a place on: through hls.js where the browser has Media Source Extensions, else natively
 * (iPhone). hls.js is fetched only here.
 *
 * @param startAt in seconds
 * @returns takes the source away again
 */
export async function attachMedia(video: HTMLVideoElement, url: string, startAt: number, onTrouble: MediaTrouble): Promise<() => void> {
  if (!hasMediaSource()) return attachNatively(video, url, startAt, onTrouble);
  const Hls = await importHls();
  if (!Hls.isSupported()) return attachNatively(video, url, startAt, onTrouble);
  const hls = new Hls({ startPosition: startAt, capLevelToPlayerSize: true });
  let recovered = false;
  hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return;
    if (type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      hls.recoverMediaError();
    } else {
      onTrouble();
    }
  });
  hls.loadSource(url);
  hls.attachMedia(video);
  return () => hls.destroy();
}

function attachNatively(video: HTMLVideoElement, url: string, startAt: number, onTrouble: MediaTrouble): () => void {
  const start = () => {
    video.currentTime = startAt;
  };
  video.addEventListener('loadedmetadata', start, { once: true });
  video.addEventListener('error', onTrouble);
  video.src = url;
  return () => {
    video.removeEventListener('loadedmetadata', start);
    video.removeEventListener('error', onTrouble);
    video.removeAttribute('src');
    video.load();
  };
}
