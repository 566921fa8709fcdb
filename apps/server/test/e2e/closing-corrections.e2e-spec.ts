import { STATEMENT_REASONS } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import type { ClosingDto } from '../../src/credits/closing/closings.dto.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { CLOSED, type ClosingOffice, aClosingOffice, statementsOf } from '../factories/closing-office.js';
import { aClosingRunner } from '../factories/closings.js';
import { holds } from '../factories/ledger.js';
import { type City, aCity } from '../factories/regions.js';
import { eventually } from '../support/eventually.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let office: ClosingOffice;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  office = await aClosingOffice(world, city);
});

describe('a correction', () => {
  beforeEach(() => world.clock.set(CLOSED));

  test('of a closed year makes the next version, signed at once, and tells the learner', async () => {
    const someone = await office.learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    await office.closeYear();
    await office.correct(someone.personId, -216_000);
    const [second, first] = await world.db.manager.find(Statement, { where: { personId: someone.personId }, order: { version: 'DESC' } });
    expect(first).toMatchObject({ version: 1, status: 'revoked', revokedAt: world.clock.date() });
    // What is dated after the year stands under its December.
    expect(second).toMatchObject({ version: 2, status: 'valid', reason: STATEMENT_REASONS.reversal, units: 1_964_000, targetMet: false, months: [0, 0, 0, 0, 2_180_000, 0, 0, 0, 0, 0, 0, -216_000] });
    expect(await world.db.manager.findOneByOrFail(Closing, { id: second!.closingId })).toMatchObject({ kind: 'amendment', leaves: 1 });
    await office.expectSigned(second!.closingId);
    expect(await world.db.manager.findBy(Notice, { personId: someone.personId })).toMatchObject([{ kind: 'statement_replaced', data: { year: 2026, version: 2 } }]);
  });

  test('before the closing is simply counted', async () => {
    const someone = await office.learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    await office.correct(someone.personId, -216_000);
    expect(await world.db.manager.count(Statement)).toBe(0);
    await office.closeYear();
    expect(await statementsOf(someone)).toMatchObject([{ version: 1, units: 1_964_000 }]);
  });

  test.each(['a shard has computed the person', 'all shards are done'])('while a closing runs, after %s, is in what is signed', async (when) => {
    const someone = await office.learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    const { id } = await office.start();
    const correcting = async (): Promise<void> => void (await office.correct(someone.personId, -216_000));
    const runner = aClosingRunner(world, when.startsWith('all') ? { beforeAssembly: correcting } : {});
    await runner.run(id);
    await runner.runShard(id, 0);
    if (!when.startsWith('all')) await correcting();
    await runner.run(id);
    expect(await statementsOf(someone)).toMatchObject([{ version: 1, status: 'valid', units: 1_964_000, entries: 2 }]);
    await office.expectSigned(id);
  });

  test('while another closing runs that fails in the end is on the statement all the same', async () => {
    const [someone, unknown] = [await office.learner(), await office.learner()];
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    await office.closeYear();
    const { id } = await office.start();
    const runner = aClosingRunner(world);
    await runner.run(id);
    for (const { personId } of [someone, unknown]) await office.correct(personId, -216_000);
    await runner.runShard(id, 0);
    await runner.fail(id);
    for (const [{ personId }, version, units] of [[someone, 2, 1_964_000], [unknown, 1, -216_000]] as const) {
      const inForce = await world.db.manager.findOneByOrFail(Statement, { personId, status: 'valid' });
      expect(inForce).toMatchObject({ version, units });
      await office.expectSigned(inForce.closingId);
    }
    const again = await office.closeYear();
    expect(again).toMatchObject({ state: 'done', difference: { added: 0, changed: 0, unchanged: 2 } });
  });

  test.each([0, 11 * 60])('that began %i s before the first closing and is not committed yet is in what is signed', async (seconds) => {
    const someone = await office.learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    const [followed, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const correcting = inTransaction(world.db, async (tx) => {
      await office.correctIn(tx, someone.personId, -216_000);
      followed.resolve();
      await commit.promise;
    });
    await followed.promise;
    world.clock.advance(seconds);
    const { id } = await office.start();
    const closing = aClosingRunner(world, {
      beforeAssembly: async () => {
        // Committed once the end of the closing asks for the year, which the correction holds, or has not asked. The list of transactions
        // would not do: the server keeps an old one for whoever asks again within a tenth of a second.
        void eventually(async () => {
          const [row]: { asking: number }[] = await world.db.query("SELECT COUNT(*) AS asking FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND db = DATABASE() AND info LIKE '%closing_year%FOR UPDATE%'");
          return row!.asking > 0 || (await world.db.manager.existsBy(Closing, { id, state: 'done' }));
        }).then(commit.resolve, commit.reject);
      },
    }).runWhole(id);
    await Promise.all([closing, correcting]);
    expect(await statementsOf(someone)).toMatchObject([{ version: 1, status: 'valid', units: 1_964_000, entries: 2 }]);
    await office.expectSigned(id);
  });

  test('follows a closing of the previous version, which is listed as what it was', async () => {
    const someone = await office.learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    const { id } = await office.closeYear();
    await world.db.manager.update(Closing, { id }, { kind: null });
    expect(await office.read(id)).toMatchObject({ kind: 'final' });
    expect((await office.admin.agent.get<{ items: ClosingDto[] }>('/api/closings')).body.items).toMatchObject([{ id, kind: 'final' }]);
    await office.correct(someone.personId, -216_000);
    expect((await statementsOf(someone))[0]).toMatchObject({ version: 2, units: 1_964_000 });
    expect((await office.closeYear()).difference).toMatchObject({ before: id });
  });

  test('that is committed while the closing is assembled waits for its end and makes version 2', async () => {
    const someone = await office.learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    const { id } = await office.start();
    let correction: Promise<unknown> | undefined;
    let assembling = false;
    // From the moment that the tree is read, the closing's row is held.
    const runner = aClosingRunner(world, {
      before: async () => {
        const [row]: { open: number }[] = await world.db.query("SELECT COUNT(*) AS open FROM closing_shard WHERE closing_id = ? AND state <> 'done'", [id]);
        if (row?.open === 0 && !correction && assembling) correction = office.correct(someone.personId, -216_000);
      },
      beforeAssembly: async () => void (assembling = true),
    });
    await runner.runWhole(id);
    await correction;
    const statements = await statementsOf(someone);
    expect(statements[0]).toMatchObject({ status: 'valid', units: 1_964_000 });
    for (const { closingId } of await world.db.manager.find(Statement)) await office.expectSigned(closingId);
  });
});
