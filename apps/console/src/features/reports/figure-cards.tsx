import { useTranslation } from 'react-i18next';

import { creditYear, formatCredits } from '@xuexi/domain';
import { formatCount } from '@xuexi/ui';

import { formatCreditFigure, formatShare } from '../../lib/figures';

import { FigureCard } from './figure-card';
import styles from './overview.module.css';
import { compare, type Comparison } from './last-year';
import { addressOf } from './report-address';
import type { LearnerFilter, RegionReport } from './use-reports';

/** The figures of the region on show: registrations, those who reached the target with its share and mean, active learners, credits. */
export function FigureCards({ report }: { report: RegionReport }) {
  const { t } = useTranslation('reports');
  const { total, lastYear, year, targetCredits, region } = report;
  const listOf = (only: LearnerFilter) => addressOf('/reports/learners', { regionId: region.id, year, only });
  const beside = useComparisonWords(year);
  const people = (count: number) => t('lastYear.people', { figure: formatCount(count) });
  const credits = (units: number) => t('lastYear.credits', { credits: formatCreditFigure(formatCredits(units)) });
  const registered = compare(total.registered, lastYear.registered);
  const active = compare(total.active, lastYear.active);
  const units = compare(total.units, lastYear.units);
  const reached = compare(total.targetReached, lastYear.targetReached);
  return (
    <div className={styles.cards}>
      <FigureCard
        title={t('cards.registered')}
        figure={formatCount(total.registered)}
        unit={t('cards.people')}
        to={listOf('registered')}
        bar={{ value: registered.reached, label: t('cards.barOfLastYear'), tone: registered.reached === 1 ? 'bamboo' : 'cobalt' }}
      >
        <p>{beside(registered, lastYear.registered, people)}</p>
      </FigureCard>
      <FigureCard
        title={t('cards.target', { target: targetCredits })}
        figure={formatCount(total.targetReached)}
        unit={t('cards.people')}
        to={listOf('target')}
        bar={{ value: total.targetShare ?? 0, label: t('cards.barOfActive') }}
      >
        <p>
          {total.meanCredits === null
            ? t('cards.nobodyActive')
            : t('cards.shareAndMean', { share: formatShare(total.targetReached, total.active), mean: formatCreditFigure(total.meanCredits) })}
        </p>
        <p>{beside(reached, lastYear.targetReached, people)}</p>
      </FigureCard>
      <FigureCard
        title={t('cards.active')}
        figure={formatCount(total.active)}
        unit={t('cards.people')}
        to={listOf('active')}
        bar={{ value: total.registeredTotal === 0 ? 0 : total.active / total.registeredTotal, label: t('cards.barOfRegistered') }}
      >
        <p>
          {total.registeredTotal === 0
            ? t('cards.nobodyRegistered')
            : t('cards.ofRegistered', { total: formatCount(total.registeredTotal), share: formatShare(total.active, total.registeredTotal) })}
        </p>
        <p>{beside(active, lastYear.active, people)}</p>
      </FigureCard>
      <FigureCard
        title={t('cards.credits')}
        figure={formatCreditFigure(total.credits)}
        unit={t('cards.creditUnit')}
        to={listOf('active')}
        bar={{ value: units.reached, label: t('cards.barOfLastYear'), tone: units.reached === 1 ? 'bamboo' : 'cobalt' }}
      >
        <p>{beside(units, lastYear.units, credits)}</p>
      </FigureCard>
    </div>
  );
}

/** Says a comparison in a sentence; a year that is not over is not called less than a whole one, only less so far. */
function useComparisonWords(year: number) {
  const { t } = useTranslation('reports');
  const running = year >= creditYear(Date.now());
  return ({ kind, difference, percent }: Comparison, before: number, words: (amount: number) => string): string => {
    const against = { year: year - 1, figure: words(before) };
    if (kind === 'none') return t('lastYear.none', against);
    if (kind === 'same') return t('lastYear.same', against);
    const amount = percent === null ? words(difference) : t('lastYear.withPercent', { difference: words(difference), percent });
    const more = running ? 'lastYear.more' : 'lastYear.wasMore';
    const less = running ? 'lastYear.less' : 'lastYear.wasLess';
    return t(kind === 'more' ? more : less, { ...against, difference: amount });
  };
}
