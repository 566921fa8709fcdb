import { newId } from '../../src/platform/ids.js';
import { LearningGroupMember } from '../../src/points/learning-group-member.entity.js';
import { LearningGroup } from '../../src/points/learning-group.entity.js';
import type { World } from '../support/world.js';
import type { Someone } from './persons.js';

let made = 0;

/** An open learning group where its founder lives, of the founder and others. @returns its id */
export async function aGroup(world: World, founder: Someone, others: readonly Someone[] = []): Promise<string> {
  const id = newId();
  const { region } = founder;
  const now = world.clock.date();
  const name = `测试学习小组 ${++made} 号`;
  await world.db.manager.insert(LearningGroup, { id, name, about: '', founderPersonId: founder.personId, regionId: region.id, regionPath: region.path, createdAt: now, closedAt: null, nameKey: `${region.id}:${name}` });
  await world.db.manager.insert(LearningGroupMember, [founder, ...others].map(({ personId }) => ({ groupId: id, personId, joinedAt: now })));
  return id;
}
