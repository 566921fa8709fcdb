import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { formatDateTime } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { TodoPanel } from '../../components/todo-panel';
import { useScopePath } from '../../components/use-scope-path';

import { FigureCards } from './figure-cards';
import { MonthChart } from './month-chart';
import { OverviewSkeleton } from './overview-skeleton';
import styles from './overview.module.css';
import { RegionTable } from './region-table';
import { addressOf, useReportAddress } from './report-address';
import { reportPath } from './report-path';
import { type RegionReport, useRegionReport } from './use-reports';
import { YearSelect } from './year-select';

/** 总览: what a region has reached in a year, beside what waits for the person who looks at it. */
export function OverviewPage() {
  const { t } = useTranslation('reports');
  const scope = useScopePath('reports.read');
  const { regionId, year, compare } = useReportAddress();
  const report = useRegionReport(regionId, year);
  const before = useRegionReport(regionId, year - 1, compare);
  const navigate = useNavigate();
  const address = { regionId, year, compare };
  return (
    <>
      <PageHead
        path={report.data === undefined ? scope : reportPath(report.data, '/', address)}
        title={report.data?.region.name ?? t('title')}
        actions={
          <>
            <YearSelect year={year} linkTo={(chosen) => addressOf('/', { ...address, year: chosen })} />
            <Button
              variant="secondary"
              className={styles.toggle}
              aria-pressed={compare}
              onClick={() => void navigate(addressOf('/', { ...address, compare: !compare }))}
            >
              {t('compare')}
            </Button>
          </>
        }
      />
      <Answer query={report} skeleton={<OverviewSkeleton />}>
        {(data) => <Figures report={data} before={compare ? before.data : undefined} />}
      </Answer>
    </>
  );
}

function Figures({ report, before }: { report: RegionReport; before: RegionReport | undefined }) {
  const { t } = useTranslation('reports');
  return (
    <>
      <FigureCards report={report} />
      <div className={styles.two}>
        <Panel title={t('chart.title')}>
          <MonthChart year={report.year} months={report.months} before={before?.months} />
        </Panel>
        <TodoPanel />
      </div>
      <Panel title={t('regions.title')}>
        <RegionTable report={report} />
        <p className={styles.note}>{t('asOf', { time: formatDateTime(report.asOf) })}</p>
      </Panel>
    </>
  );
}
