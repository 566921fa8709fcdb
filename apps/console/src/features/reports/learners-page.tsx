import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';

import { EmptyState, formatDateTime, Loading, PillLink, Pills, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Select } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { PageHead } from '../../components/page-head';
import { Pager } from '../../components/pager';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';
import { formatCreditFigure } from '../../lib/figures';

import styles from './learners-page.module.css';
import overview from './overview.module.css';
import { addressOf, type ReportAddress, useReportAddress } from './report-address';
import { reportPath } from './report-path';
import { LEARNERS_A_PAGE, type RegionReport, useLearners, useRegionReport } from './use-reports';
import { YearSelect } from './year-select';

/** 学员: the people that a figure of the overview is made of, names masked. */
export function LearnersPage() {
  const { t } = useTranslation('reports');
  const scope = useScopePath('learners.read');
  const address = useReportAddress();
  const report = useRegionReport(address.regionId, address.year);
  const region = report.data?.region;
  const path =
    report.data === undefined || region === undefined
      ? scope
      : [...reportPath(report.data, '/reports/learners', address), { name: region.name, to: addressOf('/', { regionId: region.id, year: address.year }) }];
  return (
    <>
      <PageHead
        path={path}
        title={t('learners.title')}
        lead={t('learners.lead')}
        actions={<YearSelect year={address.year} linkTo={(year) => addressOf('/reports/learners', { ...address, year, page: 1 })} />}
      />
      <Answer query={report} skeleton={<ListSkeleton />}>
        {(data) => (
          <>
            <Choices report={data} address={address} />
            <LearnerList report={data} address={address} />
          </>
        )}
      </Answer>
    </>
  );
}

function Choices({ report, address }: { report: RegionReport; address: ReportAddress }) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const choices = [undefined, 'registered', 'active', 'target'] as const;
  const go = (change: Partial<ReportAddress>) => addressOf('/reports/learners', { ...address, page: 1, ...change });
  return (
    <div className={styles.choices}>
      <Pills aria-label={t('learners.filter')}>
        {choices.map((only) => (
          <PillLink key={only ?? 'all'} as={Link} to={go({ only })} current={address.only === only}>
            {t(`learners.${only ?? 'all'}`, { target: report.targetCredits })}
          </PillLink>
        ))}
      </Pills>
      {report.children.length > 0 && (
        <Select compact aria-label={t('learners.below')} value={report.region.id} onChange={(event) => void navigate(go({ regionId: event.target.value }))}>
          <option value={report.region.id}>{t('learners.belowAll', { name: report.region.name })}</option>
          {report.children.map(({ region }) => (
            <option key={region.id} value={region.id}>
              {region.name}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}

function LearnerList({ report, address }: { report: RegionReport; address: ReportAddress }) {
  const { t } = useTranslation('reports');
  const learners = useLearners({ ...address, regionId: report.region.id });
  return (
    <Answer query={learners} skeleton={<ListSkeleton />}>
      {({ items, total, page }) =>
        items.length === 0 ? (
          <EmptyState title={t('learners.empty')}>{t('learners.emptyDetail')}</EmptyState>
        ) : (
          <Panel title={t('learners.list')}>
            <DataTable
              label={t('learners.list')}
              rows={items}
              rowKey={({ personId }) => personId}
              columns={[
                { key: 'name', head: t('learners.name'), cell: ({ nameMasked }) => nameMasked },
                { key: 'credits', head: t('learners.credits', { year: address.year }), cell: ({ credits }) => formatCreditFigure(credits) },
                {
                  key: 'standing',
                  head: t('learners.standing'),
                  cell: ({ targetMet }) => (targetMet ? <Tag tone="bamboo">{t('learners.met')}</Tag> : <Tag>{t('learners.notMet')}</Tag>),
                },
                { key: 'region', head: t('learners.region'), words: true, cell: ({ regionName }) => regionName },
                { key: 'registeredOn', head: t('learners.registeredOn'), cell: ({ registeredOn }) => registeredOn },
              ]}
            />
            <Pager page={page} pageSize={LEARNERS_A_PAGE} total={total} linkTo={(next) => addressOf('/reports/learners', { ...address, page: next })} />
            <p className={overview.note}>{t('asOf', { time: formatDateTime(report.asOf) })}</p>
          </Panel>
        )
      }
    </Answer>
  );
}

function ListSkeleton() {
  return (
    <Loading>
      <SkeletonText lines={12} />
    </Loading>
  );
}
