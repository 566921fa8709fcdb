import { createSecretKey } from 'node:crypto';
import { Transform } from 'node:stream';
import { open, seal } from './seal.js';

/** Plain bytes of each piece but the last. */
const PIECE = 64 * 1024;
/** Header, iv and tag of a sealed piece. */
const OVERHEAD = 31;
const SEALED_PIECE = PIECE + OVERHEAD;
/** A file has one data key, made for it alone. */
const KEY_ID = 1;

/**
 * Encrypts a file as it comes: pieces of 64 KiB, each sealed with its place and with whether it is the last, so that
 * nothing can be swapped, left out or cut off.
 */
export function sealing(dataKey: Buffer, owner: string): Transform {
  const key = createSecretKey(dataKey);
  return inPieces(PIECE, (piece, context) => seal(key, KEY_ID, piece, context), owner);
}

/** Decrypts what `sealing` made. The stream fails when the bytes were changed, cut or made for another owner. */
export function opening(dataKey: Buffer, owner: string): Transform {
  const key = createSecretKey(dataKey);
  return inPieces(SEALED_PIECE, (piece, context) => open(key, piece, context), owner);
}

/** Works on pieces of a size, and knows which one is the last only at the end. */
function inPieces(size: number, work: (piece: Buffer, context: string) => Buffer, owner: string): Transform {
  let waiting: Buffer = Buffer.alloc(0);
  let index = 0;
  const context = (last: boolean) => `${owner}|${index++}|${last ? 'last' : 'more'}`;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
        while (waiting.length > size) {
          this.push(work(waiting.subarray(0, size), context(false)));
          waiting = waiting.subarray(size);
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        this.push(work(waiting, context(true)));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
