import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { EmptyState, formatCount, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { formatCreditFigure, formatShare } from '../../lib/figures';

import styles from './closings-page.module.css';
import { type RegionFigures, useRegionFigures } from './use-closings';

/** The three figures of a year by region, level by level. */
export function ClosingRegions({ id }: { id: string }) {
  const { t } = useTranslation('credits');
  const [path, setPath] = useState<{ id: string; name: string }[]>([]);
  const regions = useRegionFigures(id, path.at(-1)?.id ?? null);
  const name = ({ regionId, name: region }: RegionFigures) =>
    regionId === null ? (
      region
    ) : (
      <Button variant="quiet" small onClick={() => setPath([...path, { id: regionId, name: region }])}>
        {region}
      </Button>
    );
  return (
    <Panel
      title={path.length === 0 ? t('regions.title') : t('regions.within', { region: path.at(-1)!.name })}
      aside={path.length > 0 && <Button variant="quiet" small onClick={() => setPath(path.slice(0, -1))}>{t('regions.up')}</Button>}
    >
      <Answer query={regions} skeleton={<Loading><SkeletonText lines={4} /></Loading>}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('regions.empty')}>{t('regions.emptyDetail')}</EmptyState>
          ) : (
            <>
              <DataTable
                label={t('regions.title')}
                rows={items}
                rowKey={({ regionId }) => regionId ?? ''}
                columns={[
                  { key: 'region', head: t('regions.region'), words: true, cell: name },
                  { key: 'statements', head: t('regions.statements'), cell: ({ statements }) => formatCount(statements) },
                  { key: 'targetMet', head: t('history.targetMet'), cell: ({ targetMet }) => formatCount(targetMet) },
                  { key: 'share', head: t('history.share'), cell: ({ targetMet, statements }) => formatShare(targetMet, statements) ?? t('history.none') },
                  { key: 'mean', head: t('regions.mean'), cell: ({ meanCredits }) => formatCreditFigure(meanCredits) },
                ]}
              />
              <p className={styles.note}>{t('regions.note')}</p>
            </>
          )
        }
      </Answer>
    </Panel>
  );
}
