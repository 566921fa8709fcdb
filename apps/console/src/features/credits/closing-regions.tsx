import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatCredits } from '@xuexi/domain';
import { EmptyState, formatCount, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button } from '../../components/controls';
import { Panel } from '../../components/panel';
import { RegionTable } from '../../components/region-table';
import { formatCreditFigure, formatShare } from '../../lib/figures';

import styles from './closings-page.module.css';
import { type RegionFigures, useRegionFigures } from './use-closings';

/** The three figures of a year by region, level by level. */
export function ClosingRegions({ id }: { id: string }) {
  const { t } = useTranslation('credits');
  const [path, setPath] = useState<RegionFigures[]>([]);
  const regions = useRegionFigures(id, path.at(-1)?.regionId ?? null);
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
              <RegionTable
                label={t('regions.title')}
                head={t('regions.region')}
                above={path.at(-1) ?? sumOf(items, t('regions.all'))}
                parts={items}
                opens={({ hasRegions }) => hasRegions}
                onOpen={(region) => setPath([...path, region])}
                columns={[
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

/** Everything of a level in one line. */
function sumOf(parts: readonly RegionFigures[], name: string): RegionFigures {
  const sum = (figure: 'statements' | 'targetMet' | 'units') => parts.reduce((whole, part) => whole + part[figure], 0);
  const [statements, units] = [sum('statements'), sum('units')];
  return { regionId: null, name, hasRegions: true, statements, targetMet: sum('targetMet'), units, meanCredits: formatCredits(statements === 0 ? 0 : Math.trunc(units / statements)) };
}
