import { sha256Of } from './file-hash';

/** What the worker answers to the file that it was sent; null: it cannot be read. */
export type HashAnswer = string | null;

addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  void sha256Of(data)
    .catch((): HashAnswer => null)
    .then((answer) => postMessage(answer));
});
