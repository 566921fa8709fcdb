import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, jsonColumn, timeColumn } from '../../platform/database/columns.js';
import type { MergeOutcome } from './learning-records.js';

/** That two records turned out to be one natural person, and what became of them. */
@Entity('person_merge')
export class PersonMerge {
  @PrimaryColumn(idColumn)
  id: string;

  @Index('ix_person_merge_kept')
  @Column(idColumn)
  keptPersonId: string;

  /** A person is absorbed once. */
  @Index('uq_person_merge_absorbed', { unique: true })
  @Column(idColumn)
  absorbedPersonId: string;

  @Column({ type: 'varchar', length: 500 })
  reason: string;

  @Column(jsonColumn)
  outcome: MergeOutcome;

  /** Account of who answers for it. */
  @Column(idColumn)
  mergedBy: string;

  @Column(timeColumn)
  mergedAt: Date;
}
