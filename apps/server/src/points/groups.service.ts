import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { PersonsService } from '../identity/persons.service.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope, withinScope } from '../platform/auth/scope.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import type { Region } from '../regions/region.entity.js';
import { RegionsService } from '../regions/regions.service.js';
import type { GroupDto, NewGroupDto } from './groups.dto.js';
import { LearningGroupMember } from './learning-group-member.entity.js';
import { LearningGroup } from './learning-group.entity.js';

/** Groups that are listed at once. */
const LISTED = 100;

/** Open groups of one founder. */
const FOUNDED = 5;

/** 学习共同体: residents of a street found one, residents of its district see and join it. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsService,
    private readonly regions: RegionsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The own ones first, then those of the own street, then the rest of the district; larger ones first. */
  async list({ personId }: Principal): Promise<GroupDto[]> {
    const { street, district } = await this.around(personId);
    const within = withinScope('g.region_path', district ? [district.path] : []);
    const rows: { id: string; name: string; about: string; place: string | null; founder_person_id: string; members: number; joined: number }[] = await this.dataSource.query(
      `SELECT g.id, g.name, g.about, g.founder_person_id, r.name AS place, COUNT(m.person_id) AS members, MAX(COALESCE(m.person_id = ?, 0)) AS joined
         FROM learning_group g LEFT JOIN learning_group_member m ON m.group_id = g.id LEFT JOIN region r ON r.id = g.region_id
        WHERE g.closed_at IS NULL AND (${within.sql} OR g.id IN (SELECT group_id FROM learning_group_member WHERE person_id = ?))
        GROUP BY g.id, g.name, g.about, g.founder_person_id, r.name
        ORDER BY joined DESC, g.region_id = ? DESC, members DESC, g.name, g.id LIMIT ${LISTED}`,
      [personId, ...within.params, personId, street?.id ?? ''],
    );
    return rows.map((row) => ({ id: row.id, name: row.name, about: row.about, place: row.place ?? '', members: row.members, own: ownOf(row.founder_person_id === personId, row.joined) }));
  }

  /** Groups that a person learns in, by name. */
  async namesOf(personId: string): Promise<{ id: string; name: string }[]> {
    return this.dataSource.query('SELECT g.id, g.name FROM learning_group g JOIN learning_group_member m ON m.group_id = g.id WHERE m.person_id = ? AND g.closed_at IS NULL ORDER BY g.name, g.id', [personId]);
  }

  /** Founds a group in the own street and joins it. @throws Problem group_refused (on `name`: taken there; no street; too many of their own) */
  async create({ personId }: Principal, { name, about }: NewGroupDto): Promise<{ id: string }> {
    const { street } = await this.around(personId);
    if (!street) throw new Problem('group_refused', [{ field: 'name', message: '请先在“我的”里选择所在的社区或村' }]);
    const id = newId();
    try {
      await inTransaction(this.dataSource, async (tx) => {
        const region = await this.regions.hold(tx, street.id);
        if (!region) throw new Problem('not_found');
        if ((await tx.countBy(LearningGroup, { founderPersonId: personId, nameKey: Not(IsNull()) })) >= FOUNDED) throw new Problem('group_refused', [{ field: 'name', message: `一个人最多发起 ${FOUNDED} 个学习共同体` }]);
        const now = this.clock.date();
        await tx.insert(LearningGroup, { id, name, about, founderPersonId: personId, regionId: region.id, regionPath: region.path, createdAt: now, closedAt: null, nameKey: `${region.id}:${name}` });
        await tx.insert(LearningGroupMember, { groupId: id, personId, joinedAt: now });
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('group_refused', [{ field: 'name', message: '本街道已有同名的学习共同体，请换一个名称' }]);
      throw error;
    }
    return { id };
  }

  /** Again changes nothing. @throws Problem not_found, also outside of the own district */
  async join({ personId }: Principal, id: string): Promise<void> {
    const { district } = await this.around(personId);
    await inTransaction(this.dataSource, async (tx) => {
      const group = await this.hold(tx, id);
      if (!isWithinScope(group.regionPath, district ? [district.path] : [])) throw new Problem('not_found');
      await tx.query('INSERT IGNORE INTO learning_group_member (group_id, person_id, joined_at) VALUES (?, ?, ?)', [id, personId, this.clock.date()]);
    });
  }

  /** Again changes nothing, in a group that is or was. @throws Problem not_found, group_refused (the founder closes it instead) */
  async leave({ personId }: Principal, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const group = await this.hold(tx, id);
      if (group.founderPersonId === personId) throw new Problem('group_refused', [{ field: 'id', message: '发起人不能退出，可以解散' }]);
      await tx.delete(LearningGroupMember, { groupId: id, personId });
    });
  }

  /** Closes a group of the caller's own; its members lose it, its name is free. @throws Problem not_found, also where somebody else founded it */
  async close({ personId, accountId }: Principal, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const group = await this.hold(tx, id);
      if (group.founderPersonId !== personId) throw new Problem('not_found');
      const members = await tx.countBy(LearningGroupMember, { groupId: id });
      await closeGroup(tx, id, this.clock.date());
      await this.audit.record(tx, { action: 'group.close', by: accountId, on: { kind: 'group', id }, regionPath: group.regionPath, details: { members } });
    });
  }

  /** An open group, held until the commit. */
  private async hold(tx: EntityManager, id: string): Promise<LearningGroup> {
    const group = await tx.findOne(LearningGroup, { where: { id, closedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
    if (!group) throw new Problem('not_found');
    return group;
  }

  /** Where someone lives: their street, or the home itself where there is none above it, and what lies around it. */
  private async around(personId: string): Promise<{ street: Region | undefined; district: Region | undefined }> {
    const person = (await this.persons.standings([personId])).get(personId);
    if (!person?.regionId) return { street: undefined, district: undefined };
    const home = await this.regions.get(person.regionId);
    const chain = [...(await this.regions.ancestorsOf(home)), home];
    const street = chain.find(({ level }) => level === 'street') ?? home;
    return { street, district: chain.find(({ level }) => level === 'district') ?? street };
  }
}

/** What is left of a closed group: that there was one. */
export async function closeGroup(tx: EntityManager, id: string, at: Date): Promise<void> {
  await tx.update(LearningGroup, { id }, { closedAt: at, nameKey: null });
  await tx.delete(LearningGroupMember, { groupId: id });
}

function ownOf(founder: boolean, joined: number): GroupDto['own'] {
  if (founder) return 'founder';
  return joined > 0 ? 'member' : null;
}
