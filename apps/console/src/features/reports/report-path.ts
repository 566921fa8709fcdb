import type { PathStep } from '../../components/page-head';

import { addressOf, type ReportAddress } from './report-address';
import type { RegionReport } from './use-reports';

/** The regions above the one on show; those within the caller's scope lead to the same page for them. */
export function reportPath({ ancestors }: RegionReport, page: '/' | '/reports/learners', address: Partial<ReportAddress>): PathStep[] {
  return ancestors.map(({ id, name, visible }) => ({ name, to: visible ? addressOf(page, { ...address, regionId: id, page: 1 }) : undefined }));
}
