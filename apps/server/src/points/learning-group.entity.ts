import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';
import { FollowsRegion } from '../platform/database/follows-region.js';

/** 学习共同体: residents who learn together. */
@FollowsRegion()
@Entity('learning_group')
@Index('ix_learning_group_region', ['regionPath'])
export class LearningGroup {
  @PrimaryColumn(idColumn)
  id: string;

  @Column({ type: 'varchar', length: 30 })
  name: string;

  @Column({ type: 'varchar', length: 200 })
  about: string;

  @Column(idColumn)
  founderPersonId: string;

  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column(asciiColumn(255))
  regionPath: string;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  closedAt: Date | null;

  /**
   * `region:name` while the group is open, then null: no two of a street bear one name. It keeps the region of the founding,
   * because streets that are merged may each have had one.
   */
  @Index('uq_learning_group_name', { unique: true })
  @Column({ type: 'varchar', length: 80, nullable: true })
  nameKey: string | null;
}
