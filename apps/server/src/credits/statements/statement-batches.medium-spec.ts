import { readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { aClosingWith } from '../../../test/factories/statements.js';
import { type Someone, aColleague, aPerson, confirmed } from '../../../test/factories/persons.js';
import { type City, aCity } from '../../../test/factories/regions.js';
import { expectProblem } from '../../../test/support/expect-problem.js';
import { type World, createWorld } from '../../../test/support/world.js';
import { Person } from '../../identity/person.entity.js';
import { AuditEntry } from '../../platform/audit/audit-entry.entity.js';
import { Problem } from '../../platform/errors/problem.js';
import { OutboxRow } from '../../platform/queue/outbox.entity.js';
import { QueueProducer } from '../../platform/queue/queue-producer.js';
import { StrandedJobs } from '../../platform/queue/stranded-jobs.js';
import { type ListedFile, Storage } from '../../platform/storage/storage.js';
import { StoredFileOwners } from '../../platform/storage/stored-file-owner.js';
import { Closing } from '../closing/closing.entity.js';
import { StatementBatchFiles } from './statement-batch-files.js';
import { StatementBatchRunner } from './statement-batch-runner.js';
import { StatementBatch } from './statement-batch.entity.js';
import { StatementBatchSweeper } from './statement-batch.sweeper.js';
import { StatementPapers } from './statement-papers.service.js';
import { Statement } from './statement.entity.js';
import { StatementsInRegion } from './statements-in-region.js';
import type { StaffStatementPageDto, StatementBatchDto } from './statements.dto.js';
import { StoredStatementBatches } from './stored-statement-batches.js';

const NAMES = ['王秀英', '欧阳䶮·阿依古丽', '李四'];

let world: World;
let city: City;
let admin: Someone;
let people: Someone[];

beforeAll(async () => {
  world = await createWorld('2026-01-20T09:00:00+08:00');
  city = await aCity(world);
  people = await Promise.all(NAMES.map((name) => aPerson(world, { region: city.communities[0]!, name })));
  admin = await aColleague(world, 'region_admin', city.communities[0]!, city.communities[0]!);
  await confirmed(world, admin);
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const entity of [Statement, StatementBatch, OutboxRow]) await world.db.manager.deleteAll(entity);
  await world.api.app.get(Storage).remove('statements');
  await aClosingWith(world, people.map(({ personId }) => ({ personId, region: city.communities[0]! })));
  await confirmed(world, admin);
});

const files = () => world.api.app.get(StatementBatchFiles);
const aRunner = (papers: Pick<StatementPapers, 'sheet' | 'draw'> = world.api.app.get(StatementPapers)) =>
  new StatementBatchRunner(world.db, world.api.app.get(StatementsInRegion), papers as StatementPapers, files(), world.clock);
const start = async (regionId = city.communities[0]!.id) => admin.agent.post<StatementBatchDto>('/api/statement-batches', { year: 2025, regionId });
const storedFiles = () => readdir(`${fileURLToPath(world.config.storageUrl)}/statements`).catch(() => []);

async function entriesOf(id: string): Promise<Record<string, Uint8Array>> {
  const { storageKey, dataKey } = await world.db.manager.findOneByOrFail(StatementBatch, { id });
  return unzipSync(await buffer(await files().read({ id, storageKey: storageKey!, dataKey: dataKey! })));
}

describe('a zip of the statements of a region', () => {
  test('holds the paper of each in force, under its person and community, and is encrypted where it lies', async () => {
    const others = await aPerson(world, { region: city.communities[1]! });
    await aClosingWith(world, [{ personId: others.personId, region: city.communities[1]! }, { personId: people[0]!.personId, region: city.communities[0]!, version: 2, status: 'revoked' }]);
    const { body, status } = await start();
    expect([status, body.state, body.total]).toEqual([202, 'queued', 3]);
    expect(await world.db.manager.findBy(OutboxRow, {})).toMatchObject([{ queue: 'creditsLong', name: 'statement-batch', payload: { batchId: body.id } }]);
    await aRunner().run(body.id);
    const zip = await entriesOf(body.id);
    expect(Object.keys(zip)).toHaveLength(3);
    for (const [at, name] of Object.keys(zip).sort().entries()) {
      expect(name).toMatch(new RegExp(`^${city.communities[0]!.name.replace('/', '_')}/(${NAMES.join('|')})-2025-.*\\.pdf$`));
      expect([at, Buffer.from(zip[name]!).toString('latin1', 0, 5)]).toEqual([at, '%PDF-']);
    }
    const [stored] = await storedFiles();
    const raw = await world.api.app.get(Storage).readWhole(`statements/${stored!}`);
    expect(raw.includes('PK\x03\x04')).toBe(false);
    const answer = await admin.agent.get(`/api/statement-batches/${body.id}/zip`);
    expect(answer).toMatchObject({ status: 200, text: expect.stringMatching(/^PK/) });
    expect(decodeURIComponent(answer.headers.get('content-disposition')!)).toContain(`年度学分证明-2025-${city.communities[0]!.name}-3份.zip`);
    const audited = await world.db.manager.findBy(AuditEntry, { action: 'statements.export' });
    expect(audited.map(({ details }) => details)).toEqual([{ year: 2025, statements: 3 }, { year: 2025, statements: 3, downloaded: true }]);
  });

  test('leaves out who has moved to another region since, and what no closing has signed', async () => {
    const [here, moved] = [city.communities[0]!, city.communities[1]!];
    const unsigned = await aPerson(world, { region: here });
    const [of] = await aClosingWith(world, [{ personId: unsigned.personId, region: here }]);
    await world.db.manager.update(Closing, { id: of!.closingId }, { state: 'running' });
    await world.db.manager.update(Person, { id: people[2]!.personId }, { regionId: moved.id, regionPath: moved.path });
    try {
      const { body } = await start();
      expect(body.total).toBe(2);
      await aRunner().run(body.id);
      expect(Object.keys(await entriesOf(body.id))).toHaveLength(2);
      expect((await admin.agent.get<StaffStatementPageDto>('/api/statements?year=2025')).body.items.map(({ personId }) => personId)).not.toContain(unsigned.personId);
    } finally {
      await world.db.manager.update(Person, { id: people[2]!.personId }, { regionId: here.id, regionPath: here.path });
    }
  });

  test('of the whole installation has people of no region too', async () => {
    await aClosingWith(world, [{ personId: (await aPerson(world, { region: city.communities[0]! })).personId, region: null }]);
    const all = world.api.app.get(StatementsInRegion);
    expect([await all.count(2025, null), await all.count(2025, city.communities[0]!.id)]).toEqual([4, 3]);
    expect(await Readable.from(all.each(2025, null)).toArray()).toHaveLength(4);
  });

  test('of a run that was killed is made by the next one, and nothing of the first stays', async () => {
    const { body } = await start();
    const papers = world.api.app.get(StatementPapers);
    let drawn = 0;
    const dying = aRunner({ sheet: (statement) => papers.sheet(statement), draw: (sheet) => (++drawn === 2 ? Promise.reject(new Error('killed')) : papers.draw(sheet)) });
    await expect(dying.run(body.id)).rejects.toThrow('killed');
    expect(await storedFiles()).toEqual([]);
    await aRunner().run(body.id);
    expect(Object.keys(await entriesOf(body.id))).toHaveLength(3);
    expect(await world.db.manager.findOneByOrFail(StatementBatch, { id: body.id })).toMatchObject({ state: 'done', processed: 3, fence: 2 });
  });

  test('of a process that stops in the middle waits for another run, and no attempt is counted against it', async () => {
    const { body } = await start();
    const papers = world.api.app.get(StatementPapers);
    const stopping = { sheet: (statement: Statement) => papers.sheet(statement), draw: () => Promise.reject(new Problem('unavailable')) };
    await aRunner(stopping).run(body.id);
    expect(await world.db.manager.findOneByOrFail(StatementBatch, { id: body.id })).toMatchObject({ state: 'running', fence: 1 });
    expect(await storedFiles()).toEqual([]);
    await aRunner().run(body.id);
    expect(await world.db.manager.findOneByOrFail(StatementBatch, { id: body.id })).toMatchObject({ state: 'done', processed: 3, fence: 2 });
  });

  test('of two runs at once is the newer one’s', async () => {
    const { body } = await start();
    const papers = world.api.app.get(StatementPapers);
    let overtaken = false;
    const slow = aRunner({
      sheet: (statement) => papers.sheet(statement),
      draw: async (sheet) => {
        if (!overtaken) {
          overtaken = true;
          await aRunner().run(body.id);
        }
        return papers.draw(sheet);
      },
    });
    await slow.run(body.id);
    expect(await storedFiles()).toEqual([`${body.id}-2.zip`]);
    expect(Object.keys(await entriesOf(body.id))).toHaveLength(3);
  });

  test('is refused where there is nothing, twice at once, and outside of the regions', async () => {
    expectProblem(await start(city.communities[1]!.id), 'not_found');
    expectProblem(await admin.agent.post('/api/statement-batches', { year: 2025, regionId: null }), 'not_found');
    expectProblem(await admin.agent.post('/api/statement-batches', { year: 2020, regionId: city.communities[0]!.id }), 'batch_empty');
    const answers = await Promise.all([start(), start(), start()]);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expectProblem(answers.find(({ status }) => status !== 202)!, 'batch_running');
  });

  test('goes after 30 days, and one whose job was lost is queued again', async () => {
    const [old, lost] = [(await start()).body.id, (await world.db.manager.save(StatementBatch, { ...(await world.db.manager.find(StatementBatch))[0]!, id: people[0]!.personId, activeKey: null })).id];
    await aRunner().run(old);
    const add = jest.fn(async (..._job: unknown[]) => undefined);
    const sweeper = new StatementBatchSweeper(world.db, new StrandedJobs(world.db, { add } as unknown as QueueProducer, world.clock), files(), world.clock);
    await sweeper.sweep();
    expect([add.mock.calls.length, (await storedFiles()).length]).toEqual([0, 1]);
    world.clock.advance(61);
    await sweeper.sweep();
    expect(add.mock.calls).toEqual([['creditsLong', 'statement-batch', { payload: { batchId: lost }, requestId: null }, `statement-batch-${lost}`]]);
    world.clock.advance(30 * 86_400);
    await sweeper.sweep();
    expect(await storedFiles()).toEqual([]);
    expect(await world.db.manager.findOneByOrFail(StatementBatch, { id: old })).toMatchObject({ state: 'done', storageKey: null, dataKey: null });
    world.clock.set('2026-01-20T09:00:00+08:00');
  });

  test('is known to the check of the storage: leftovers are strays, a lost one is said to have failed', async () => {
    const { body } = await start();
    await aRunner().run(body.id);
    const storage = world.api.app.get(Storage);
    const owner = new StoredStatementBatches(new StoredFileOwners(), world.db, storage, world.clock);
    await storage.write('statements/01900000-0000-7000-8000-000000000000-1.zip', 'left over');
    const listed: ListedFile[] = [];
    for await (const file of storage.list('statements')) listed.push(file);
    const units = Map.groupBy(listed, ({ key }) => key.slice('statements/'.length, 'statements/'.length + 36));
    const { strays, missing } = await owner.compare('statements', units, { after: '', upTo: null });
    expect([strays.map(({ key }) => key), missing]).toEqual([['statements/01900000-0000-7000-8000-000000000000-1.zip'], []]);
    expect(await owner.isStray(`statements/${body.id}-1.zip`)).toBe(false);
    await storage.remove(`statements/${body.id}-1.zip`);
    expect((await owner.compare('statements', new Map(), { after: '', upTo: null })).missing).toEqual([`statements/${body.id}-1.zip`]);
    expect(await owner.mend([`statements/${body.id}-1.zip`])).toEqual({ remade: [], noted: [`statements/${body.id}-1.zip`] });
    expect((await admin.agent.get<StatementBatchDto>(`/api/statement-batches/${body.id}`)).body).toMatchObject({ state: 'failed', downloadable: false });
  });
});

describe('staff', () => {
  test('find statements by region, number and 学员号, with names masked, and print one', async () => {
    const [first] = await world.db.manager.findBy(Statement, { personId: people[1]!.personId });
    const found = await admin.agent.get<StaffStatementPageDto>(`/api/statements?year=2025&q=${first!.number.toLowerCase()}`);
    expect(found.body).toMatchObject({ total: 1, items: [{ id: first!.id, name: '欧*', credits: '20.18', targetMet: true, status: 'valid' }] });
    await world.db.query("UPDATE account SET login_number = '26123456' WHERE id = ?", [people[2]!.accountId]);
    expect((await admin.agent.get<StaffStatementPageDto>('/api/statements?year=2025&q=26123456')).body.items.map(({ personId }) => personId)).toEqual([people[2]!.personId]);
    expect((await admin.agent.get<StaffStatementPageDto>(`/api/statements?year=2025&regionId=${city.communities[0]!.id}`)).body.total).toBe(3);
    expectProblem(await admin.agent.get(`/api/statements?year=2025&regionId=${city.communities[1]!.id}`), 'not_found');
    expect(await admin.agent.get(`/api/statements/${first!.id}/pdf`)).toMatchObject({ status: 200, text: expect.stringMatching(/^%PDF-/) });
  });
});
