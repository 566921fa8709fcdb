import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aDocument, aWaitingGrant } from '../../../test/factories/corrections.js';
import { aPerson } from '../../../test/factories/persons.js';
import { aCity } from '../../../test/factories/regions.js';
import { type World, createWorld } from '../../../test/support/world.js';
import { StoredFileOwners } from '../../platform/storage/stored-file-owner.js';
import { Storage } from '../../platform/storage/storage.js';
import { CreditDocument } from './credit-document.entity.js';
import { CreditDocumentsSweeper } from './credit-documents.sweeper.js';
import { StoredCreditDocuments } from './stored-credit-documents.js';

const WHOLE = { after: '', upTo: null };

let world: World;
let storage: Storage;

beforeAll(async () => {
  world = await createWorld();
  storage = world.api.app.get(Storage);
});
afterAll(() => world.close());

test('papers that nothing rests on go after a day; the others stay, and the check of the storage knows them', async () => {
  const city = await aCity(world);
  const learner = await aPerson(world, { region: city.communities[0]! });
  const [used, unused] = [await aDocument(world, learner.accountId), await aDocument(world, learner.accountId)];
  await aWaitingGrant(world, { personId: learner.personId, regionPath: city.communities[0]!.path, requestedBy: learner.accountId, documentId: used });
  const sweeper = new CreditDocumentsSweeper(world.db, storage, world.clock);
  const owner = new StoredCreditDocuments(new StoredFileOwners(), world.db, storage);
  await sweeper.sweep();
  expect(await world.db.manager.count(CreditDocument)).toBe(2);
  world.clock.advance(24 * 3600 + 1);
  await sweeper.sweep();
  expect(await world.db.manager.find(CreditDocument, { select: { id: true } })).toEqual([{ id: used }]);
  expect([await storage.stat(`corrections/${unused}`), await storage.stat(`corrections/${used}`) === null]).toEqual([null, false]);
  expect(await owner.compare('corrections', new Map(), WHOLE)).toEqual({ strays: [], missing: [] });
  expect([await owner.isStray(`corrections/${used}`), await owner.isStray(`corrections/${unused}`)]).toEqual([false, true]);
  await storage.remove(`corrections/${used}`);
  expect((await owner.compare('corrections', new Map(), WHOLE)).missing).toEqual([`corrections/${used}`]);
});
