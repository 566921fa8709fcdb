import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { type ErasureShare, PersonalDataSource, PersonalDataSources, type PersonalSection } from '../identity/personal-data/personal-data-source.js';
import { Clock } from '../platform/clock.js';
import { closeGroup } from './groups.service.js';
import { LearningGroupMember } from './learning-group-member.entity.js';
import { LearningGroup } from './learning-group.entity.js';
import { PointEntry } from './point-entry.entity.js';
import { RankingOptOut } from './ranking-opt-out.entity.js';
import { RankingRow } from './ranking-row.entity.js';

const KIND_NAMES = { registration: '注册', sign_in: '签到', comment: '评论课程', share: '分享课程' } as const;

/** Points, groups and places of persons. An erasure leaves nothing of it; a group that others learn in goes on without its founder. */
@Injectable()
export class PointsPersonalData extends PersonalDataSource {
  override readonly place = 3.5;

  constructor(
    sources: PersonalDataSources,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super(sources);
  }

  override async collect(personIds: string[]): Promise<PersonalSection[]> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    const entries = await manager.find(PointEntry, { where: of, order: { recordedAt: 'DESC' } });
    const memberships = await manager.find(LearningGroupMember, { where: of, order: { joinedAt: 'DESC' } });
    const groups = new Map((await manager.findBy(LearningGroup, { id: In(memberships.map(({ groupId }) => groupId)) })).map((group) => [group.id, group.name]));
    const optOuts = await manager.findBy(RankingOptOut, of);
    return [
      { name: 'points', title: '积分', columns: { kind: '来源', points: '积分', date: '日期' }, rows: entries.map(({ kind, points, date }) => ({ kind: KIND_NAMES[kind], points, date })) },
      {
        name: 'groups',
        title: '学习共同体',
        columns: { name: '名称', joinedAt: '加入时间' },
        rows: memberships.map(({ groupId, joinedAt }) => ({ name: groups.get(groupId) ?? '', joinedAt: joinedAt.toISOString() })),
      },
      { name: 'rankingOptOut', title: '不参加排行', columns: { since: '开始时间' }, rows: optOuts.map(({ since }) => ({ since: since.toISOString() })) },
    ];
  }

  override async share(personIds: string[]): Promise<ErasureShare> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    return {
      removed: [
        { what: '积分记录', count: await manager.countBy(PointEntry, of) },
        { what: '加入的学习共同体', count: await manager.countBy(LearningGroupMember, of) },
        { what: '排行榜中的名次', count: await manager.countBy(RankingRow, of) },
      ],
      kept: [],
    };
  }

  override async erase(tx: EntityManager, personIds: string[]): Promise<void> {
    for (const entity of [PointEntry, LearningGroupMember, RankingOptOut, RankingRow]) await tx.delete(entity, { personId: In(personIds) });
    const founded = await tx.findBy(LearningGroup, { founderPersonId: In(personIds), closedAt: IsNull() });
    for (const { id } of founded) {
      const eldest = await tx.findOne(LearningGroupMember, { where: { groupId: id }, order: { joinedAt: 'ASC', personId: 'ASC' } });
      if (eldest) await tx.update(LearningGroup, { id }, { founderPersonId: eldest.personId });
      else await closeGroup(tx, id, this.clock.date());
    }
  }
}
