import type { RankingBoard } from '@xuexi/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, timeColumn } from '../platform/database/columns.js';

/** When the rankings of a kind were computed last. Its row is held while they are, so that they are by one worker at a time. */
@Entity('ranking_run')
export class RankingRun {
  @PrimaryColumn(asciiColumn(12))
  board: RankingBoard;

  @Column(timeColumn)
  asOf: Date;
}
