import type { Policy } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, jsonColumn, timeColumn } from '../../platform/database/columns.js';
import type { PolicyTrialResult } from './policies.dto.js';

/** A draft tried on the real evidence of a year: who would gain, who would lose. It changes nothing. */
@Entity('policy_trial')
@Index('ix_policy_trial_policy', ['policyId', 'createdAt'])
export class PolicyTrial {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  policyId: string;

  /** The rules as they were tried. */
  @Column(jsonColumn)
  policy: Policy;

  @Column({ type: 'smallint' })
  year: number;

  @Column(asciiColumn(12))
  state: 'queued' | 'running' | 'done' | 'failed';

  @Column({ type: 'int' })
  total: number;

  @Column({ type: 'int' })
  processed: number;

  /** Where an interrupted run goes on. */
  @Column({ ...idColumn, nullable: true })
  lastPersonId: string | null;

  @Column({ ...jsonColumn, nullable: true })
  result: PolicyTrialResult | null;

  @Column(idColumn)
  startedBy: string;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  heartbeatAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  finishedAt: Date | null;
}
