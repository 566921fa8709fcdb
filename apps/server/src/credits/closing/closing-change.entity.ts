import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn } from '../../platform/database/columns.js';

/** confirmed: a preliminary statement becomes final with the same figures; gone: a preliminary one whose person counts no longer. */
export type ClosingEffect = 'new' | 'changed' | 'confirmed' | 'gone';

/**
 * Where a run of a closing differs from the statements in force before it: what there is to do, and afterwards what it has done.
 * The first closing of a year keeps none, since all of its statements are new; of a trial these rows are all that there is.
 */
@Entity('closing_change')
@Index('ix_closing_change_part', ['closingId', 'part'])
@Index('ix_closing_change_effect', ['closingId', 'effect', 'personId'])
export class ClosingChange {
  @PrimaryColumn(idColumn)
  closingId: string;

  @PrimaryColumn(idColumn)
  personId: string;

  /** The shard that found it, or {@link RECHECKED}. */
  @Column({ type: 'int' })
  part: number;

  @Column(asciiColumn(10))
  effect: ClosingEffect;

  @Column(bigintColumn)
  units: number;

  @Column({ type: 'int' })
  entries: number;

  @Column({ type: 'boolean' })
  targetMet: boolean;

  @Column({ ...bigintColumn, nullable: true })
  beforeUnits: number | null;

  @Column({ type: 'boolean', nullable: true })
  beforeTargetMet: boolean | null;

  /** The version of the statement that follows; null: none does. */
  @Column({ type: 'int', nullable: true })
  version: number | null;

  /** The signed statement that it revokes. */
  @Column({ ...idColumn, nullable: true })
  replaces: string | null;
}

/** The part of changes that no shard has found, but the look at what happened while they ran. */
export const RECHECKED = -1;
