import { mergeNoteOf, storedJson } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';

/**
 * The entry that stands for another one since records were merged: a merge reverses the absorbed record's entries and posts them anew.
 * @param personIds all records of the natural person
 * @returns the entry itself where no merge has moved it
 */
export async function standingEntryId(tx: EntityManager, personIds: readonly string[], entryId: string): Promise<string> {
  const rows: { id: string; evidence: string }[] = await tx.query('SELECT id, evidence FROM credit_entry WHERE person_id IN (?) AND evidence LIKE ?', [personIds, '%"merge"%']);
  const movedTo = new Map(rows.map(({ id, evidence }) => [mergeNoteOf(storedJson(evidence) ?? null)?.entryId, id]));
  let standing = entryId;
  // Each step is taken once: only tampering makes notes that lead back.
  for (let next = movedTo.get(standing); next !== undefined; next = movedTo.get(standing)) {
    movedTo.delete(standing);
    standing = next;
  }
  return standing;
}
