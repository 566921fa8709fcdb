import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn } from '../../platform/database/columns.js';

/** What a trial run of a closing would state of a person, where it differs from the statement in force. */
@Entity('closing_trial_row')
export class ClosingTrialRow {
  @PrimaryColumn(idColumn)
  closingId: string;

  @PrimaryColumn(idColumn)
  personId: string;

  @Column(asciiColumn(10))
  effect: 'new' | 'changed' | 'gone';

  @Column(bigintColumn)
  units: number;

  @Column({ type: 'int' })
  entries: number;

  @Column({ type: 'boolean' })
  targetMet: boolean;

  @Column({ ...bigintColumn, nullable: true })
  beforeUnits: number | null;
}
