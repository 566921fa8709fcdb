import { Module } from '@nestjs/common';
import { RankingSweeper } from './ranking.sweeper.js';
import { RankingsComputation } from './rankings-computation.js';

/** What the worker does for rankings. */
@Module({ providers: [RankingSweeper, RankingsComputation] })
export class PointsWorkerModule {}
