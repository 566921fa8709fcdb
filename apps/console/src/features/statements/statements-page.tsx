import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { creditYear } from '@xuexi/domain';

import { PageHead } from '../../components/page-head';
import { useScopePath } from '../../components/use-scope-path';

import { BatchPanel } from './batch-panel';
import { StatementFilters } from './statement-filters';
import { StatementTable } from './statement-table';
import { useScopedRegion } from './use-scoped-region';

/** What is looked for, as it stands in the address. */
export interface Choice {
  year: number;
  /** Regions chosen, each under the one before. */
  regions: string[];
  q: string;
  page: number;
}

/** 年度证明: statements of the learners of one's regions, one by one and as a zip of a region. */
export function StatementsPage() {
  const { t } = useTranslation('statements');
  const scope = useScopePath('statements.read');
  const [params, setParams] = useSearchParams();
  const choice = choiceOf(params);
  const region = useScopedRegion(choice.regions);
  const change = (changed: Partial<Choice>) => setParams(paramsOf({ ...choice, page: 1, ...changed }));
  return (
    <>
      <PageHead path={scope} title={t('title')} lead={t('lead')} />
      <StatementFilters choice={choice} onChange={change} />
      <StatementTable wanted={{ year: choice.year, regionId: choice.regions.at(-1), q: choice.q, page: choice.page }} onPage={(page) => change({ page })} />
      <BatchPanel year={choice.year} region={region} />
    </>
  );
}

/** Of the year whose books closed last, until another one is chosen. */
function choiceOf(params: URLSearchParams): Choice {
  return {
    year: Number(params.get('year')) || creditYear(Date.now()) - 1,
    regions: params.getAll('region'),
    q: params.get('q') ?? '',
    page: Number(params.get('page')) || 1,
  };
}

function paramsOf({ year, regions, q, page }: Choice): URLSearchParams {
  const params = new URLSearchParams(regions.map((region) => ['region', region]));
  params.set('year', String(year));
  if (q !== '') params.set('q', q);
  if (page > 1) params.set('page', String(page));
  return params;
}
