import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type FindOperator, In, IsNull } from 'typeorm';
import { idsOfOnePerson } from '../identity/personal-data/data-export.service.js';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import type { PageQuery } from '../platform/http/schemas.js';
import { Notice } from './notice.entity.js';
import type { NoticeDto, NoticePageDto } from './notices.dto.js';

/** 消息 as a learner reads them. */
@Injectable()
export class MyNoticesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The newest first; also what a record was told that was merged into the learner's. */
  async page(personId: string, { page, pageSize }: PageQuery): Promise<NoticePageDto> {
    const [rows, total] = await this.dataSource.manager.findAndCount(Notice, { where: { personId: await this.ids(personId) }, order: { createdAt: 'DESC', id: 'DESC' }, skip: (page - 1) * pageSize, take: pageSize });
    return { items: rows.map(dtoOf), total, page, pageSize, unread: await this.unread(personId) };
  }

  async unread(personId: string): Promise<number> {
    return this.dataSource.manager.countBy(Notice, { personId: await this.ids(personId), readAt: IsNull() });
  }

  /**
   * Marks a notice and all before it as read; what has come since stays unread. Again changes nothing.
   * @returns how many are unread @throws Problem not_found
   */
  async read(personId: string, untilId: string): Promise<number> {
    const ids = await idsOfOnePerson(this.dataSource.manager, personId);
    const until = await this.dataSource.manager.findOneBy(Notice, { id: untilId, personId: In(ids) });
    if (!until) throw new Problem('not_found');
    const { createdAt, id } = until;
    await this.dataSource.query('UPDATE notice SET read_at = ? WHERE person_id IN (?) AND read_at IS NULL AND (created_at, id) <= (?, ?)', [this.clock.date(), ids, createdAt, id]);
    return this.unread(personId);
  }

  private async ids(personId: string): Promise<FindOperator<string>> {
    return In(await idsOfOnePerson(this.dataSource.manager, personId));
  }
}

/** What was sent is typed by its kind (NoticeData); credits go out as they are shown. */
function dtoOf({ id, kind, data, createdAt, readAt }: Notice): NoticeDto {
  const credits = 'units' in data && typeof data.units === 'number' ? { credits: formatCredits(data.units) } : {};
  return { id, kind, createdAt: createdAt.toISOString(), read: readAt !== null, ...data, ...credits } as NoticeDto;
}
