import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** What a region was called and where it lay for a time. The periods of a region neither overlap nor leave a gap. */
@Entity('region_history')
@Index('ix_region_history_region', ['regionId', 'validFrom'])
export class RegionHistory {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  regionId: string;

  @Column({ type: 'varchar', length: 60 })
  name: string;

  @Column(asciiColumn(15))
  code: string;

  @Column({ ...idColumn, nullable: true })
  parentId: string | null;

  @Column(asciiColumn(255))
  path: string;

  @Column(timeColumn)
  validFrom: Date;

  /** Null: still so. */
  @Column({ ...timeColumn, nullable: true })
  validTo: Date | null;
}
