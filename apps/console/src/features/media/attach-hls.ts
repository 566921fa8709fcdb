/**
 * Lets an element play an HLS stream: by hls.js, fetched only now, or by the browser itself where that cannot run (iOS).
 *
 * @returns ends the playing
 */
export function attachHls(element: HTMLVideoElement, url: string, onFailure: () => void): () => void {
  let end = () => element.removeAttribute('src');
  let ended = false;
  void import('hls.js').then(({ default: Hls }) => {
    if (ended) return;
    if (!Hls.isSupported()) {
      element.src = url;
      element.addEventListener('error', onFailure, { once: true });
      return;
    }
    const hls = new Hls();
    hls.on(Hls.Events.ERROR, (_, { fatal }) => {
      if (fatal) onFailure();
    });
    hls.loadSource(url);
    hls.attachMedia(element);
    end = () => hls.destroy();
  }, onFailure);
  return () => {
    ended = true;
    end();
  };
}
