import type { Engine, EngineListener, Source } from './engine';
import type { Trouble } from './trouble';

/** An address that opens nothing and a film that cannot be shown look alike here; asking the server once more tells them apart. */
const TROUBLE: Record<number, Trouble> = { [2]: 'line', [3]: 'decode', [4]: 'closed' };

/** HLS by the browser itself (iPhone): it chooses the rendition and goes on with the screen off. */
export function nativeEngine(video: HTMLVideoElement, { url, startAt, thrifty }: Source, { onTrouble }: EngineListener): Engine {
  let place = startAt;
  const goToPlace = () => {
    video.currentTime = place;
  };
  const tell = () => onTrouble(TROUBLE[video.error?.code ?? 0] ?? 'closed');
  const load = () => {
    video.src = url;
  };
  video.addEventListener('loadedmetadata', goToPlace);
  video.addEventListener('error', tell);
  video.preload = thrifty ? 'none' : 'metadata';
  load();
  return {
    begin: () => undefined,
    choose: () => undefined,
    retry: () => {
      place = video.currentTime > 0 ? video.currentTime : place;
      const paused = video.paused;
      load();
      if (!paused) video.play().catch(() => undefined);
    },
    destroy: () => {
      video.removeEventListener('loadedmetadata', goToPlace);
      video.removeEventListener('error', tell);
      video.removeAttribute('src');
      video.load();
    },
  };
}
