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

type Figures = NonNullable<RegionFigures['before']>;

/** The three figures of a year by region, level by level; of a trial what they are and what they would be. */
export function ClosingRegions({ id, isTrial }: { id: string; isTrial: boolean }) {
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
            <EmptyState title={t('regions.empty')}>{t(isTrial ? 'regions.trialEmptyDetail' : 'regions.emptyDetail')}</EmptyState>
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
                  { key: 'statements', head: t('regions.statements'), cell: both(items, ({ statements }) => formatCount(statements)) },
                  { key: 'targetMet', head: t('history.targetMet'), cell: both(items, ({ targetMet }) => formatCount(targetMet)) },
                  { key: 'share', head: t('history.share'), cell: both(items, ({ targetMet, statements }) => formatShare(targetMet, statements) ?? t('history.none')) },
                  { key: 'mean', head: t('regions.mean'), cell: both(items, ({ meanCredits }) => formatCreditFigure(meanCredits)) },
                ]}
              />
              <p className={styles.note}>{t(!isTrial ? 'regions.note' : hasBefore(items) ? 'regions.trialNote' : 'regions.firstTrialNote')}</p>
            </>
          )
        }
      </Answer>
    </Panel>
  );
}

/** A figure, and where a trial would change it what it is now before it. */
function both(items: readonly RegionFigures[], show: (figures: Figures) => string): (row: RegionFigures) => string {
  const isCompared = hasBefore(items);
  return (row) => {
    const [was, is] = [row.before && show(row.before), show(row)];
    return !isCompared || was === null || was === is ? is : `${was} → ${is}`;
  };
}

/** Whether anybody of a level had a statement before a trial: with nothing there is nothing to compare. */
function hasBefore(items: readonly RegionFigures[]): boolean {
  return items.some(({ before }) => before !== null && before.statements > 0);
}

/** Everything of a level in one line. */
function sumOf(parts: readonly RegionFigures[], name: string): RegionFigures {
  const before = parts.flatMap((part) => part.before ?? []);
  return { regionId: null, name, hasRegions: true, ...sum(parts), before: before.length === 0 ? null : sum(before) };
}

function sum(parts: readonly Figures[]): Figures {
  const of = (figure: 'statements' | 'targetMet' | 'units') => parts.reduce((whole, part) => whole + part[figure], 0);
  const [statements, units] = [of('statements'), of('units')];
  return { statements, targetMet: of('targetMet'), units, meanCredits: formatCredits(statements === 0 ? 0 : Math.trunc(units / statements)) };
}
