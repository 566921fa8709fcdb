import { Readable } from 'node:stream';
import { type StatementContent, closingText, creditYear, merkleLeaf, merkleRoot, rootOfHashes, statementText } from '@xuexi/domain';
import { CHUNK_LEAVES, ClosingChunk } from '../../src/credits/closing/closing-chunk.entity.js';
import { Closing, NOT_RUN } from '../../src/credits/closing/closing.entity.js';
import { StatementBatchFiles } from '../../src/credits/statements/statement-batch-files.js';
import { StatementBatch } from '../../src/credits/statements/statement-batch.entity.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import { signingKey } from '../../src/platform/crypto/signing-key.js';
import { newId } from '../../src/platform/ids.js';
import type { Region } from '../../src/regions/region.entity.js';
import type { World } from '../support/world.js';

/** What a statement of a person says, where nothing else is asked for. */
export interface StatementWish extends Partial<Omit<Statement, 'id' | 'regionId' | 'regionPath' | 'closingId'>> {
  personId: string;
  region?: Region | null;
}

let made = 0;

/** A closing of last year that is done, with a statement for each of those, under a signed root. @returns in the order asked */
export async function aClosingWith(world: World, wishes: readonly StatementWish[], kind: 'final' | 'amendment' = 'final'): Promise<Statement[]> {
  const closingId = newId();
  const asked = wishes.map((wish) => aStatement(world, closingId, wish));
  const statements = asked.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  const texts = statements.map((statement) => statementText(contentOf(statement)));
  const hashes = texts.map(merkleLeaf);
  const chunks = Array.from({ length: Math.ceil(hashes.length / CHUNK_LEAVES) }, (_, number) => {
    const leaves = hashes.slice(number * CHUNK_LEAVES, (number + 1) * CHUNK_LEAVES);
    return { closingId, number, firstPersonId: statements[number * CHUNK_LEAVES]!.personId, leaves: leaves.length, root: rootOfHashes(leaves) };
  });
  const root = merkleRoot(texts);
  const key = signingKey(world.config.secrets.creditSigning);
  await world.db.manager.insert(Closing, {
    ...NOT_RUN,
    id: closingId,
    year: statements[0]!.year,
    preliminary: false,
    kind,
    state: 'done',
    activeYear: null,
    total: statements.length,
    processed: statements.length,
    lastPersonId: null,
    startedBy: newId(),
    createdAt: world.clock.date(),
    finishedAt: world.clock.date(),
    leaves: statements.length,
    root,
    keyId: key.keyId,
    signature: key.sign(closingText({ closingId, year: statements[0]!.year, leaves: statements.length, root })),
    signedAt: world.clock.date(),
  });
  await world.db.manager.insert(ClosingChunk, chunks);
  await world.db.manager.insert(Statement, statements.map((statement, at) => ({ ...statement, leaf: hashes[at]! })));
  return asked;
}

/** The next version of a statement, as a correction makes it. */
export async function anAmendment(world: World, previous: Statement, wish: Partial<StatementWish>): Promise<Statement> {
  await world.db.manager.update(Statement, { id: previous.id }, { status: 'revoked', revokedAt: world.clock.date() });
  const { personId, year, units, chainHead } = previous;
  const [number, version] = [previous.number.replace(/\d+$/, String(previous.version + 1)), previous.version + 1];
  const [next] = await aClosingWith(world, [{ personId, year, units, chainHead, number, version, reason: '更正一次线下课的签到', ...wish }], 'amendment');
  return next!;
}

/** A zip of a region's statements that is stored. @returns its id */
export async function aStatementBatch(world: World, region: Region, more: Partial<StatementBatch> = {}): Promise<string> {
  const id = newId();
  const stored = await world.api.app.get(StatementBatchFiles).store(id, 1, Readable.from([Buffer.from('zip')]));
  const done = { state: 'done' as const, total: 1, processed: 1, fence: 1, finishedAt: world.clock.date() };
  await world.db.manager.insert(StatementBatch, { id, year: 2025, regionId: region.id, regionPath: region.path, requestedBy: newId(), createdAt: world.clock.date(), heartbeatAt: null, ...done, ...stored, ...more });
  return id;
}

function aStatement(world: World, closingId: string, { region = null, ...wish }: StatementWish): Statement {
  const year = creditYear(world.clock.now()) - 1;
  const units = wish.units ?? 2_180_000;
  return {
    id: newId(),
    number: `${year}-${(++made).toString(16).toUpperCase().padStart(16, '0')}-1`,
    year,
    version: 1,
    status: 'valid',
    units,
    entries: 1,
    targetMet: units >= 2_160_000,
    kinds: { lesson: units },
    months: [units, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    policyVersions: ['standard-2026'],
    chainHead: 'c'.repeat(64),
    reason: null,
    closingId,
    computedAt: world.clock.date(),
    leaf: null,
    regionPath: region?.path ?? null,
    revokedAt: null,
    ...wish,
    regionId: region?.id ?? null,
  };
}

function contentOf({ number, personId, year, version, units, entries, targetMet, kinds, months, policyVersions, chainHead, regionId, reason }: Statement): StatementContent {
  return { number, personId, year, version, units, entries, targetMet, kinds: kinds!, months: months!, policyVersions, chainHead, regionId, reason };
}
