import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../platform/database/columns.js';

/** A person who is shown in no ranking. */
@Entity('ranking_opt_out')
export class RankingOptOut {
  @PrimaryColumn(idColumn)
  personId: string;

  @Column(timeColumn)
  since: Date;
}
