import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AuditHeadValue } from '@xuexi/domain';
import { z } from 'zod';
import type { SignedDay } from './audit-signing.js';

const FILE = 'anchors.jsonl';
const NEWLINE = 0x0a;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const line = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), at: z.iso.datetime(), keyId: hash, publicKey: z.string() }),
  z.object({ kind: z.literal('root'), at: z.iso.datetime(), date: z.iso.date(), firstSequence: z.int(), lastSequence: z.int(), root: hash, keyId: hash, signature: z.string() }),
  z.object({ kind: z.literal('head'), at: z.iso.datetime(), sequence: z.int(), hash }),
]);

/** One thing that was anchored: a public key, the signed root of a day, or the end of the chain at a time (ISO, UTC). */
export type Anchor = z.infer<typeof line>;

/** All that was anchored so far. */
export interface Anchored {
  /** Public keys in PEM by id. */
  keys: Map<string, string>;
  roots: Map<string, SignedDay>;
  /** Hashes of entries by sequence. */
  heads: Map<number, string>;
  last: AuditHeadValue | null;
  /** Lines that a power cut has left half-written. */
  unreadable: number;
}

/**
 * What the audit log tells the world outside of its database, line by line in one file that is only added to. Kept or
 * copied where the owner of the database cannot write, it shows whatever they change.
 */
export class AuditAnchors {
  constructor(private readonly dir: string) {}

  /** Adds lines; they are on disk when it returns. */
  async add(anchors: readonly Anchor[]): Promise<void> {
    if (anchors.length === 0) return;
    await mkdir(this.dir, { recursive: true });
    const file = await open(join(this.dir, FILE), 'a+');
    try {
      const text = anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join('');
      await file.appendFile((await endsWhole(file)) ? text : `\n${text}`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Reads them all; without a file, nothing was anchored. */
  async read(): Promise<Anchored> {
    const anchored: Anchored = { keys: new Map(), roots: new Map(), heads: new Map(), last: null, unreadable: 0 };
    try {
      for await (const text of createInterface({ input: createReadStream(join(this.dir, FILE)) })) {
        if (text !== '') take(anchored, text);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return anchored;
  }
}

function take(anchored: Anchored, text: string): void {
  const parsed = line.safeParse(jsonOf(text));
  if (!parsed.success) {
    anchored.unreadable++;
    return;
  }
  const { at: _, ...anchor } = parsed.data;
  if (anchor.kind === 'key') anchored.keys.set(anchor.keyId, anchor.publicKey);
  else if (anchor.kind === 'head') {
    anchored.heads.set(anchor.sequence, anchored.heads.get(anchor.sequence) ?? anchor.hash);
    anchored.last = { sequence: anchor.sequence, hash: anchor.hash };
  } else if (!anchored.roots.has(anchor.date)) anchored.roots.set(anchor.date, anchor);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** False when the last line was cut off: the next one must not be joined to it. */
async function endsWhole(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}
