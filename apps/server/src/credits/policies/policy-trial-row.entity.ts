import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn } from '../../platform/database/columns.js';

/** What one person would hold under a tried policy, where it differs from what they hold. */
@Entity('policy_trial_row')
export class PolicyTrialRow {
  @PrimaryColumn(idColumn)
  trialId: string;

  @PrimaryColumn(idColumn)
  personId: string;

  @Column({ ...asciiColumn(255), nullable: true })
  regionPath: string | null;

  @Column(bigintColumn)
  beforeUnits: number;

  @Column(bigintColumn)
  afterUnits: number;
}
