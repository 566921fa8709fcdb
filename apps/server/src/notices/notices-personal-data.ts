import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type ErasureShare, PersonalDataSource, PersonalDataSources, type PersonalSection } from '../identity/personal-data/personal-data-source.js';
import { Notice } from './notice.entity.js';

/** What persons were told. It goes when they go. */
@Injectable()
export class NoticesPersonalData extends PersonalDataSource {
  override readonly place = 4;

  constructor(
    sources: PersonalDataSources,
    private readonly dataSource: DataSource,
  ) {
    super(sources);
  }

  override async collect(personIds: string[]): Promise<PersonalSection[]> {
    const notices = await this.dataSource.manager.find(Notice, { where: { personId: In(personIds) }, order: { createdAt: 'DESC' } });
    return [
      {
        name: 'notices',
        title: '收到的消息',
        columns: { createdAt: '时间', kind: '种类', readAt: '看过的时间' },
        rows: notices.map(({ kind, data, createdAt, readAt }) => ({ createdAt: createdAt.toISOString(), kind, readAt: readAt?.toISOString() ?? null, data: JSON.stringify(data) })),
      },
    ];
  }

  override async share(personIds: string[]): Promise<ErasureShare> {
    return { removed: [{ what: '收到的消息', count: await this.dataSource.manager.countBy(Notice, { personId: In(personIds) }) }], kept: [] };
  }

  override async erase(tx: EntityManager, personIds: string[]): Promise<void> {
    await tx.delete(Notice, { personId: In(personIds) });
  }
}
