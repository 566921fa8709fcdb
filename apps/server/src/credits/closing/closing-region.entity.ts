import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn } from '../../platform/database/columns.js';

/** What a trial has found of the persons of one region itself, without those under it: as it is, and as it would be. */
@Entity('closing_region')
export class ClosingRegion {
  @PrimaryColumn(idColumn)
  closingId: string;

  /** Empty: persons of no region. */
  @PrimaryColumn(asciiColumn(255))
  regionPath: string;

  @Column({ type: 'int' })
  beforeStatements: number;

  @Column(bigintColumn)
  beforeUnits: number;

  @Column({ type: 'int' })
  beforeTargetMet: number;

  @Column({ type: 'int' })
  statements: number;

  @Column(bigintColumn)
  units: number;

  @Column({ type: 'int' })
  targetMet: number;
}
