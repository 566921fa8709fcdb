import type { KeyObject } from 'node:crypto';
import { MerkleAccumulator, closingText, merkleRoot } from '@xuexi/domain';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { isSignedText } from '../../platform/crypto/signing-key.js';
import { CHUNK_LEAVES, ClosingChunk } from '../closing/closing-chunk.entity.js';
import { Closing } from '../closing/closing.entity.js';
import type { AnchoredClosing, AnchoredCredits } from './credit-anchors.js';
import type { LedgerFault } from './ledger-faults.js';
import { type StoredStatement, isAsItsLeaf, leafTextOf, statementsUnder } from './stored-statements.js';

/** Signed closings, by id, as their rows have them. */
export async function signedClosings(tx: EntityManager, ids?: readonly string[]): Promise<Map<string, AnchoredClosing>> {
  const rows = await tx.find(Closing, { select: { id: true, year: true, leaves: true, root: true, keyId: true, signature: true }, where: { signature: Not(IsNull()), ...(ids && { id: In([...ids]) }) }, order: { id: 'ASC' } });
  return new Map(rows.map(({ id, year, leaves, root, keyId, signature }) => [id, { closingId: id, year, leaves: leaves ?? 0, root: root ?? '', keyId: keyId ?? '', signature: signature ?? '' }]));
}

/** The rows of closings: signed, and as they were anchored. */
export function verifyClosingRows(rows: ReadonlyMap<string, AnchoredClosing>, anchored: AnchoredCredits, keys: ReadonlyMap<string, KeyObject>): LedgerFault[] {
  const forged = [...rows.values()].filter((row) => !isSignedText(closingText(row), row, keys)).map((row): LedgerFault => ({ kind: 'forged_closing', subject: row.closingId }));
  const changed = [...anchored.closings.values()].filter((anchor) => !isSame(rows.get(anchor.closingId), anchor)).map((anchor): LedgerFault => ({ kind: 'anchor', subject: anchor.closingId }));
  return [...forged, ...changed];
}

/**
 * The statements under a closing's root, chunk by chunk: what is in memory does not depend on how many they are.
 * @param beat called after each chunk
 */
export async function verifyStatements(tx: EntityManager, closing: AnchoredClosing, beat: () => Promise<void> = () => Promise.resolve()): Promise<{ statements: number; faults: LedgerFault[] }> {
  const { closingId } = closing;
  const chunks = await tx.find(ClosingChunk, { where: { closingId }, order: { number: 'ASC' } });
  const faults = new Map<string, LedgerFault>();
  const found = (kind: LedgerFault['kind']): unknown => faults.set(kind, { kind, subject: closingId });
  const tree = new MerkleAccumulator();
  let statements = 0;
  let last = '';
  for (let number = 0; ; number++) {
    const page = await statementsUnder(tx, closingId, last, CHUNK_LEAVES);
    if (!page.every(isAsItsLeaf)) found('leaf');
    const texts = page.map(leafTextOf);
    for (const text of texts) tree.add(text);
    if (page.length > 0 && !isPart(chunks[number], number, page, texts)) found('closing_root');
    statements += page.length;
    last = page.at(-1)?.personId ?? last;
    await beat();
    if (page.length < CHUNK_LEAVES) break;
  }
  if (statements !== closing.leaves || tree.root() !== closing.root || chunks.length > Math.ceil(statements / CHUNK_LEAVES)) found('closing_root');
  return { statements, faults: [...faults.values()] };
}

/** Whether a part of the tree is what proofs need of it. */
function isPart(chunk: ClosingChunk | undefined, number: number, page: readonly StoredStatement[], texts: readonly string[]): boolean {
  return chunk?.number === number && chunk.firstPersonId === page[0]?.personId && chunk.leaves === page.length && chunk.root === merkleRoot(texts);
}

/** Of a person's statements of a closed year the newest is in force unless it was revoked, and no other. */
export async function verifyStatuses(tx: EntityManager, personIds?: readonly string[]): Promise<LedgerFault[]> {
  if (personIds?.length === 0) return [];
  const rows: { personId: string }[] = await tx.query(
    `SELECT DISTINCT one.person_id AS personId FROM statement one
      WHERE one.version > 0 AND ${personIds ? 'one.person_id IN (?)' : '? IS NULL'}
        AND CASE WHEN EXISTS (SELECT 1 FROM statement later WHERE later.person_id = one.person_id AND later.year = one.year AND later.version > one.version)
                 THEN one.status <> 'revoked' ELSE (one.status = 'valid') = (one.revoked_at IS NOT NULL) END`,
    [personIds ?? null],
  );
  return rows.map(({ personId }) => ({ kind: 'status', subject: personId }));
}

function isSame(row: AnchoredClosing | undefined, anchor: AnchoredClosing): boolean {
  return row !== undefined && closingText(row) === closingText(anchor) && row.keyId === anchor.keyId && row.signature === anchor.signature;
}
