import type { CreditDay, SignedClosing } from '@xuexi/domain';
import { z } from 'zod';
import { AnchorFile } from '../../platform/anchors/anchor-file.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const signed = { at: z.iso.datetime(), keyId: hash, signature: z.string() };
const line = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), at: z.iso.datetime(), keyId: hash, publicKey: z.string() }),
  z.object({ kind: z.literal('day'), date: z.iso.date(), entries: z.int(), root: hash, evidence: z.int(), evidenceRoot: hash, previousHash: hash, ...signed }),
  z.object({ kind: z.literal('closing'), closingId: z.string(), year: z.int(), leaves: z.int(), root: hash, ...signed }),
]);

/** One thing that was anchored: a public key, or the signed root of a day or of a closing. */
export type CreditAnchor = z.infer<typeof line>;

/** By which key something was signed. */
export interface Signed {
  keyId: string;
  signature: string;
}

export type SignedCreditDay = CreditDay & Signed;
export type AnchoredClosing = SignedClosing & Signed;

/** All that was anchored so far. */
export interface AnchoredCredits {
  /** Public keys in PEM by id. */
  keys: Map<string, string>;
  /** By date, in order. */
  days: Map<string, SignedCreditDay>;
  closings: Map<string, AnchoredClosing>;
  /** Lines that a power cut has left half-written. */
  unreadable: number;
}

/** What the ledger tells the world outside of its database. */
export class CreditAnchors {
  private readonly file: AnchorFile<CreditAnchor>;

  constructor(dir: string) {
    this.file = new AnchorFile(dir, 'credits.jsonl');
  }

  /** Adds lines; they are on disk when it returns. */
  add(anchors: readonly CreditAnchor[]): Promise<void> {
    return this.file.add(anchors);
  }

  /** Reads them all. What was anchored first stands. */
  async read(): Promise<AnchoredCredits> {
    const anchored: AnchoredCredits = { keys: new Map(), days: new Map(), closings: new Map(), unreadable: 0 };
    for await (const value of this.file.read()) {
      const parsed = line.safeParse(value);
      if (parsed.success) anchorIn(anchored, parsed.data);
      else anchored.unreadable++;
    }
    return anchored;
  }
}

/** Notes an anchor among those that are known. */
export function anchorIn(anchored: AnchoredCredits, { at: _at, ...anchor }: CreditAnchor): void {
  if (anchor.kind === 'key') anchored.keys.set(anchor.keyId, anchor.publicKey);
  else if (anchor.kind === 'day') anchored.days.set(anchor.date, anchored.days.get(anchor.date) ?? anchor);
  else anchored.closings.set(anchor.closingId, anchored.closings.get(anchor.closingId) ?? anchor);
}
