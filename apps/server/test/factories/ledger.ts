import { randomUUID } from 'node:crypto';
import { type Difference, GENESIS_HASH, PRESETS, type SealedEntry, entryId, entryKey, sealEntry, yearOfDate } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';
import { CreditEntry } from '../../src/credits/credit-entry.entity.js';
import { CreditHead } from '../../src/credits/credit-head.entity.js';
import { Recomputation, personPages } from '../../src/credits/ledger/recomputation.js';
import { type Posting, PostingService } from '../../src/credits/posting.service.js';
import { CreditTransfer } from '../../src/credits/corrections/credit-transfer.entity.js';
import { PersonsService } from '../../src/identity/persons.service.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { World } from '../support/world.js';

/** The content of a recognised achievement: units of a date that no watching is needed for. */
export function aPosting(units: number, date: string): Posting {
  const id = randomUUID();
  return {
    kind: 'transfer',
    sourceId: id,
    key: entryKey.transfer('test', id),
    units,
    date,
    policyVersion: PRESETS['standard-2026'].version,
    recordedAt: Date.parse(`${date}T04:00:00Z`),
    evidence: { title: '转入的学分' },
  };
}

/** Posts through the ledger itself, in a transaction of its own. */
export function post(world: World, personId: string, posting: Posting): Promise<SealedEntry | null> {
  const persons = world.api.app.get(PersonsService);
  const ledger = world.api.app.get(PostingService);
  return inTransaction(world.db, async (tx) => {
    const posted = await ledger.post(tx, (await persons.standings([personId], tx)).get(personId)!, posting);
    if (posted?.kind === 'transfer') await transferred(tx, [posted]);
    return posted;
  });
}

/** The evidence of entries of kind transfer. */
async function transferred(tx: EntityManager, entries: readonly SealedEntry[]): Promise<void> {
  const rows = entries.map(({ sourceId, personId, units, date, recordedAt }): CreditTransfer => ({ issuer: 'test', externalId: sourceId, personId, units, date, title: '转入的学分', document: {}, signature: '', recordedBy: personId, recordedAt: new Date(recordedAt) }));
  await tx.insert(CreditTransfer, rows);
}

/** Gives a person units of a date. */
export async function holds(world: World, personId: string, units: number, date: string): Promise<void> {
  await post(world, personId, aPosting(units, date));
}

/** The first entry of many persons at once, sealed as the ledger seals it. */
export async function allHold(world: World, holdings: { personId: string; units: number }[], date: string): Promise<void> {
  const entries = holdings.map(({ personId, units }) => {
    const posting = aPosting(units, date);
    return sealEntry({ ...posting, id: entryId(posting.key, posting.recordedAt), personId, sequence: 1, year: yearOfDate(date), regionId: null, organisationId: null, reverses: null }, GENESIS_HASH);
  });
  await world.db.manager.insert(CreditEntry, entries.map((entry) => ({ ...entry, evidence: entry.evidence as object, recordedAt: new Date(entry.recordedAt) })));
  await transferred(world.db.manager, entries);
  await world.db.manager.insert(CreditHead, entries.map(({ personId, sequence, hash }) => ({ personId, sequence, hash })));
}

/** A person's entries as they are stored, in order, with the end of the chain. */
export async function chainOf(world: World, personId: string): Promise<{ entries: SealedEntry[]; head: { sequence: number; hash: string } | undefined }> {
  const rows = await world.db.manager.find(CreditEntry, { where: { personId }, order: { sequence: 'ASC' } });
  const head = await world.db.manager.findOneBy(CreditHead, { personId });
  const entries = rows.map(({ regionPath: _notHashed, evidence, recordedAt, ...row }) => ({ ...row, evidence: evidence as SealedEntry['evidence'], recordedAt: recordedAt.getTime() }));
  return { entries, head: head ?? undefined };
}

/** Where the entries of all persons differ from what is on record of them. */
export async function differencesOf(world: World): Promise<Difference[]> {
  const recomputation = await Recomputation.prepare(world.db);
  const differences: Difference[] = [];
  for await (const ids of personPages(world.db, {})) {
    for (const record of await recomputation.read(world.db.manager, ids)) differences.push(...recomputation.differences(record));
  }
  return differences;
}
