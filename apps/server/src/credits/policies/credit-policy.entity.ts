import type { Policy } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, dateColumn, idColumn, jsonColumn, timeColumn } from '../../platform/database/columns.js';

/** A credit policy: a draft, or adopted from a date on. An adopted one is never changed. */
@Entity('credit_policy')
@Index('uq_credit_policy_version', ['version'], { unique: true })
@Index('uq_credit_policy_from', ['fromDate'], { unique: true })
export class CreditPolicy {
  @PrimaryColumn(idColumn)
  id: string;

  /** The name that entries carry; given when it is adopted. */
  @Column({ ...asciiColumn(60), nullable: true })
  version: string | null;

  @Column({ type: 'varchar', length: 60 })
  name: string;

  /** The preset that it began from. */
  @Column(asciiColumn(20))
  preset: string;

  /** Its rules; `version` in it stands for the draft until it is adopted. */
  @Column(jsonColumn)
  policy: Policy;

  @Column(asciiColumn(10))
  state: 'draft' | 'adopted';

  /** Shanghai date from which it is in force. */
  @Column({ ...dateColumn, nullable: true })
  fromDate: string | null;

  /** Why it is adopted. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  note: string | null;

  @Column(idColumn)
  createdBy: string;

  @Column(timeColumn)
  createdAt: Date;

  @Column(timeColumn)
  updatedAt: Date;

  @Column({ ...idColumn, nullable: true })
  adoptedBy: string | null;

  @Column({ ...timeColumn, nullable: true })
  adoptedAt: Date | null;
}
