import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CorrectionsModule } from '../credits/corrections/corrections.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { RealNameModule } from '../identity/real-name/real-name.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { RegionFiguresRepository } from './region-figures.repository.js';
import { RegionReportService } from './region-report.service.js';
import { ReportsController } from './reports.controller.js';
import { TodoService } from './todo.service.js';

/** Figures for administrators. Reads, never writes. */
@Module({
  imports: [CatalogModule, CorrectionsModule, CreditsModule, RealNameModule, RegionsModule],
  controllers: [ReportsController],
  providers: [RegionFiguresRepository, RegionReportService, TodoService],
})
export class ReportsModule {}
