import type { OrganisationKind } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';
import { FollowsRegion } from '../platform/database/follows-region.js';

/** A 单位: employer, school or association to which learners belong beside their region. */
@FollowsRegion({ counts: 'organisations', counted: 'closed_at IS NULL' })
@Entity('organisation')
export class Organisation {
  @PrimaryColumn(idColumn)
  id: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column(asciiColumn(20))
  kind: OrganisationKind;

  /** Unified social credit code, 18 characters (GB 32100-2015). */
  @Index('uq_organisation_credit_code', { unique: true })
  @Column({ ...asciiColumn(18), nullable: true })
  creditCode: string | null;

  @Column(idColumn)
  regionId: string;

  @Index('ix_organisation_region_path')
  @Column(asciiColumn(255))
  regionPath: string;

  @Column(timeColumn)
  createdAt: Date;

  /** Closed organisations take no members; those they have keep them on their papers. */
  @Column({ ...timeColumn, nullable: true })
  closedAt: Date | null;
}
