import type { AuditHeadValue } from '@xuexi/domain';
import { z } from 'zod';
import { AnchorFile } from '../anchors/anchor-file.js';
import type { SignedDay } from './audit-signing.js';

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

/** What the audit log tells the world outside of its database. */
export class AuditAnchors {
  private readonly file: AnchorFile<Anchor>;

  constructor(dir: string) {
    this.file = new AnchorFile(dir, 'anchors.jsonl');
  }

  /** Adds lines; they are on disk when it returns. */
  add(anchors: readonly Anchor[]): Promise<void> {
    return this.file.add(anchors);
  }

  /** Reads them all; without a file, nothing was anchored. */
  async read(): Promise<Anchored> {
    const anchored: Anchored = { keys: new Map(), roots: new Map(), heads: new Map(), last: null, unreadable: 0 };
    for await (const value of this.file.read()) take(anchored, value);
    return anchored;
  }
}

function take(anchored: Anchored, value: unknown): void {
  const parsed = line.safeParse(value);
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
