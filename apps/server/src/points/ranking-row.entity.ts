import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn } from '../platform/database/columns.js';

/** A place in a ranking, as it was computed last. */
@Entity('ranking_row')
@Index('ix_ranking_row_place', ['board', 'year', 'place'])
export class RankingRow {
  /** Kind and id: `community:…`, `street:…`, `organisation:…`, `group:…`. */
  @PrimaryColumn(asciiColumn(60))
  board: string;

  @PrimaryColumn({ type: 'smallint' })
  year: number;

  @PrimaryColumn(idColumn)
  personId: string;

  /** Ties share a place. */
  @Column({ type: 'int' })
  place: number;

  @Column(bigintColumn)
  units: number;
}
