import { RANKING_BOARDS } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { Sweeper } from '../platform/queue/sweeper.js';
import { RankingsComputation } from './rankings-computation.js';

/** Has the rankings computed whenever they are due. */
@Injectable()
export class RankingSweeper extends Sweeper {
  constructor(private readonly rankings: RankingsComputation) {
    super();
  }

  async sweep(): Promise<void> {
    for (const board of RANKING_BOARDS) await this.rankings.compute(board);
  }
}
