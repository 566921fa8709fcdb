import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inParallel } from './in-parallel.js';
import { FileAbsent, type ListedFile, type Storage } from './storage.js';

const FILES_AT_ONCE = 4;
/** Where the target remembers how far a copy was verified. */
const PLACE_KEY = 'storage-move/verified';
const PLACE_EVERY = 200;
/** After every key. */
const END = '~';
/** A folder that was taken down or restored meanwhile lies elsewhere. */
const MOVED: Record<string, string> = { media: 'withdrawn', withdrawn: 'media' };

/** What one pass over the files has done. */
export interface MovePass {
  files: number;
  sent: number;
  sentBytes: number;
  /** Were there already, and were read once more on both sides. */
  compared: number;
  /** Were taken from where they no longer belong. */
  removed: number;
  /** Went away from the source, or the target, while they were looked at. */
  vanished: number;
  /** Are in the target alone. */
  onlyThere: number;
}

/** A file at its source, and what the target has under the same key. */
interface Pair {
  source: ListedFile | null;
  target: ListedFile | null;
}

/**
 * Copies one storage into another while the first is in use. Every file is read back and compared by its SHA-256 before it counts; what an interrupted copy has sent is not sent again. Files
 * that only the target has stay, unless the source has them on the other side of a takedown.
 */
export class StorageMover {
  constructor(
    private readonly from: Storage,
    private readonly to: Storage,
    private readonly onProgress: (pass: MovePass) => void = () => undefined,
  ) {}

  /** One pass over all files. Another one after it finds what has changed meanwhile, and is quick. */
  async pass(): Promise<MovePass> {
    const pass: MovePass = { files: 0, sent: 0, sentBytes: 0, compared: 0, removed: 0, vanished: 0, onlyThere: 0 };
    const place = new VerifiedPlace(this.to, await VerifiedPlace.read(this.to));
    await inParallel(place.numbered(pairs(this.from.list(), this.to.list())), FILES_AT_ONCE, async ({ pair, turn }) => {
      await this.settle(pair, place, pass);
      await place.done(turn, keyOf(pair));
      this.onProgress(pass);
    });
    await place.finish();
    return pass;
  }

  /** Passes over all files until one finds nothing to do. @returns the last one, and whether nothing was left: writing may go on faster than files are copied */
  async passes(most: number, onPass: (pass: MovePass, turn: number) => void): Promise<{ last: MovePass; settled: boolean }> {
    for (let turn = 1; ; turn++) {
      const last = await this.pass();
      onPass(last, turn);
      const settled = last.sent === 0 && last.removed === 0 && last.vanished === 0;
      if (settled || turn >= most) return { last, settled };
    }
  }

  /** What goes away while it is looked at, such as at a takedown, the next pass finds where it is. */
  private async settle(pair: Pair, place: VerifiedPlace, pass: MovePass): Promise<void> {
    try {
      await this.settleOne(pair, place, pass);
    } catch (error) {
      if (!(error instanceof FileAbsent)) throw error;
      pass.vanished++;
    }
  }

  private async settleOne({ source, target }: Pair, place: VerifiedPlace, pass: MovePass): Promise<void> {
    // The place may be half written at this moment, under a name that begins with its own.
    if (source === null) return target === null || target.key.startsWith(PLACE_KEY) ? undefined : this.settleOnlyThere(target.key, pass);
    pass.files++;
    if (target?.bytes !== source.bytes) return this.send(source, place, pass);
    if (source.key <= place.verifiedUntil && source.modifiedAt <= target.modifiedAt) return;
    pass.compared++;
    if ((await digestOf(this.from, source.key)) !== (await digestOf(this.to, source.key))) await this.send(source, place, pass);
  }

  private async settleOnlyThere(key: string, pass: MovePass): Promise<void> {
    const folder = key.split('/', 1)[0] ?? '';
    const elsewhere = MOVED[folder];
    if (elsewhere !== undefined && (await this.from.stat(elsewhere + key.slice(folder.length)))) {
      await this.to.remove(key);
      pass.removed++;
    } else pass.onlyThere++;
  }

  /** @throws Error where the target does not give back what it was given */
  private async send({ key }: ListedFile, place: VerifiedPlace, pass: MovePass): Promise<void> {
    // It may have been removed since it was listed.
    const found = await this.from.stat(key);
    if (!found) return;
    await place.beforeSending(key);
    const digest = createHash('sha256');
    let bytes = 0;
    const measured = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        digest.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    await Promise.all([pipeline(await this.from.read(key), measured), this.to.write(key, measured)]);
    if ((await digestOf(this.to, key)) !== digest.digest('hex')) {
      await this.to.remove(key);
      throw new Error(`${key} came back changed from the target`);
    }
    pass.sent++;
    pass.sentBytes += bytes;
  }
}

/** Up to which key everything of earlier passes was verified; noted in the target, so that an interrupted pass is trusted no further. */
class VerifiedPlace {
  private readonly running = new Map<number, string | null>();
  private next = 0;
  private passed = 0;
  private verified = '';
  private noted: string;

  constructor(
    private readonly target: Storage,
    readonly verifiedUntil: string,
  ) {
    this.noted = verifiedUntil;
  }

  static async read(target: Storage): Promise<string> {
    if (!(await target.stat(PLACE_KEY))) return '';
    return Buffer.concat(await (await target.read(PLACE_KEY)).toArray()).toString();
  }

  async *numbered(all: AsyncIterable<Pair>): AsyncGenerator<{ pair: Pair; turn: number }> {
    for await (const pair of all) {
      const turn = this.next++;
      this.running.set(turn, null);
      yield { pair, turn };
    }
  }

  /** What is sent in a later pass is unverified again, until this pass has come so far. */
  async beforeSending(key: string): Promise<void> {
    if (key <= this.noted) await this.note(this.verified);
  }

  /** A file is settled; the place moves on as far as no earlier one is still at work. */
  async done(turn: number, key: string): Promise<void> {
    this.running.set(turn, key);
    for (const [first, settled] of this.running) {
      if (settled === null) break;
      this.verified = settled;
      this.running.delete(first);
      this.passed++;
    }
    if (this.passed >= PLACE_EVERY && this.verified > this.noted) {
      this.passed = 0;
      await this.note(this.verified);
    }
  }

  /** All keys come before it. */
  async finish(): Promise<void> {
    if (this.noted !== END) await this.note(END);
  }

  private async note(key: string): Promise<void> {
    this.noted = key;
    await this.target.write(PLACE_KEY, key);
  }
}

/** Joins two sorted lists by their keys. */
async function* pairs(source: AsyncIterable<ListedFile>, target: AsyncIterable<ListedFile>): AsyncGenerator<Pair> {
  const [left, right] = [source[Symbol.asyncIterator](), target[Symbol.asyncIterator]()];
  let [a, b] = [await left.next(), await right.next()];
  while (!a.done || !b.done) {
    const [sourceKey, targetKey] = [a.done ? null : a.value.key, b.done ? null : b.value.key];
    const takeSource = sourceKey !== null && (targetKey === null || sourceKey <= targetKey);
    const takeTarget = targetKey !== null && (sourceKey === null || targetKey <= sourceKey);
    yield { source: takeSource ? a.value : null, target: takeTarget ? b.value : null };
    if (takeSource) a = await left.next();
    if (takeTarget) b = await right.next();
  }
}

function keyOf({ source, target }: Pair): string {
  return source?.key ?? target?.key ?? '';
}

async function digestOf(storage: Storage, key: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(await storage.read(key), digest);
  return digest.digest('hex');
}
