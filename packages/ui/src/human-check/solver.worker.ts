import { solve } from './solve';

/** The proof of work beside the page, which stays usable meanwhile. */
self.addEventListener('message', ({ data }: MessageEvent<Parameters<typeof solve>[0]>) => {
  void solve(data).then((solution) => self.postMessage(solution));
});
