import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Loading, Notice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';
import { useRegionsUnder, useScopeRoots } from '../../lib/regions';

import { ClosedRegions } from './closed-regions';
import { RegionActions } from './region-actions';
import { RegionContents } from './region-contents';
import { RegionHistory } from './region-history';
import { RegionList } from './region-list';
import { RegionSearch } from './region-search';
import styles from './regions-page.module.css';
import { regionAddress, type RegionDetail, useRegion } from './use-regions';

/** 区域: down the tree, one region at a time, with what it was and what can be done with it. */
export function RegionsPage() {
  const [params] = useSearchParams();
  const roots = useScopeRoots('regions.write');
  const id = params.get('id') ?? (roots?.length === 1 ? roots[0]?.id : undefined);
  return id === undefined ? <Roots /> : <OneRegion key={id} id={id} />;
}

/** Where whoever looks after several regions, or all of them, begins. */
function Roots() {
  const { t } = useTranslation('regions');
  const roots = useScopeRoots('regions.write');
  const all = useRegionsUnder(null, roots === null);
  const path = useScopePath('regions.write');
  return (
    <>
      <PageHead path={path} title={t('title')} lead={t('lead')} />
      <RegionSearch />
      {roots === null ? (
        <Answer query={all} skeleton={<Loading><SkeletonText lines={6} /></Loading>}>
          {(regions) => <Panel title={t('below.title')}><RegionList regions={regions} /></Panel>}
        </Answer>
      ) : (
        <Panel title={t('below.title')}><RegionList regions={roots} /></Panel>
      )}
    </>
  );
}

function OneRegion({ id }: { id: string }) {
  const { t } = useTranslation('regions');
  const detail = useRegion(id);
  const path = useScopePath('regions.write');
  return (
    <Answer
      query={detail}
      skeleton={
        <>
          <PageHead path={path} title={t('title')} lead={t('lead')} />
          <Loading><SkeletonText lines={10} /></Loading>
        </>
      }
    >
      {(region) => <Region detail={region} />}
    </Answer>
  );
}

function Region({ detail }: { detail: RegionDetail }) {
  const { t } = useTranslation('regions');
  const { region, names, validTo, successor } = detail;
  const under = useRegionsUnder(region.id, validTo === null);
  const above = names.slice(0, -1).map((name, i) => (i === names.length - 2 && region.parentId !== null ? { name, to: regionAddress(region.parentId) } : { name }));
  return (
    <>
      <PageHead path={above} title={region.name} lead={t('codeLine', { level: t(`levels.${region.level}`), code: region.code })} actions={<RegionActions detail={detail} />} />
      <RegionSearch />
      {validTo !== null && (
        <Notice tone="wait" title={t('closed.title')}>
          {successor === null ? t('closed.detail') : t('closed.into', { name: successor.name })}
        </Notice>
      )}
      <RegionContents contents={detail.contents} />
      <div className={styles.columns}>
        {validTo === null && (
          <Panel title={t('below.title')}>
            <Answer query={under} skeleton={<Loading><SkeletonText lines={4} /></Loading>}>
              {(regions) => (regions.length === 0 ? <p className={styles.note}>{t('below.none')}</p> : <RegionList regions={regions} />)}
            </Answer>
            <ClosedRegions regions={detail.closedChildren} />
          </Panel>
        )}
        <Panel title={t('history.title')}>
          <RegionHistory history={detail.history} />
        </Panel>
      </div>
    </>
  );
}
