import type { NoticeKind } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** A message to a learner from the platform (消息). */
@Entity('notice')
@Index('ix_notice_person', ['personId', 'createdAt'])
export class Notice {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  @Column(asciiColumn(30))
  kind: NoticeKind;

  /** Ids and figures from which the page makes its sentence. */
  @Column(jsonColumn)
  data: object;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  readAt: Date | null;
}
