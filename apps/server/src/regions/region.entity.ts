import type { RegionLevel } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** A node of the tree 市 → 区县 → 街道/乡镇 → 社区/村 → 网格, 3 to 5 levels deep. It keeps its id for life, whatever becomes of it. */
@Entity('region')
export class Region {
  @PrimaryColumn(idColumn)
  id: string;

  /** 12 digits, 15 for a grid cell. A closed region keeps its code, which a new one may bear again. */
  @Index('ix_region_code')
  @Column(asciiColumn(15))
  code: string;

  /** The code while the region is open, then null: open regions have different codes. */
  @Index('uq_region_open_code', { unique: true })
  @Column({ ...asciiColumn(15), nullable: true })
  openCode: string | null;

  @Column({ type: 'varchar', length: 60 })
  name: string;

  @Column(asciiColumn(12))
  level: RegionLevel;

  @Index('ix_region_parent')
  @Column({ ...idColumn, nullable: true })
  parentId: string | null;

  /** Materialised path: the ids from the root to this region, each followed by '/'. A subtree is one prefix. */
  @Index('ix_region_path')
  @Column(asciiColumn(255))
  path: string;

  @Column(timeColumn)
  validFrom: Date;

  @Column({ ...timeColumn, nullable: true })
  validTo: Date | null;

  /** The region into which a closed one went. */
  @Column({ ...idColumn, nullable: true })
  successorId: string | null;
}
