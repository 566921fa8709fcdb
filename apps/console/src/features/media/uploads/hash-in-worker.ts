import type { FileHash } from './file-hash';
import type { HashAnswer } from './hash-worker';

/** Hashes a file in a thread of its own, which ends with it. */
export function hashInWorker(file: Blob): FileHash {
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
  const digest = new Promise<string>((resolve, reject) => {
    const fail = () => reject(new Error('the file cannot be read'));
    worker.addEventListener('message', ({ data }: MessageEvent<HashAnswer>) => (data === null ? fail() : resolve(data)));
    worker.addEventListener('error', fail);
  }).finally(() => worker.terminate());
  worker.postMessage(file);
  return { digest, stop: () => worker.terminate() };
}
