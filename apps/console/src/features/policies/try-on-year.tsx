import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { creditYear } from '@xuexi/domain';
import { formatCount, formatDateTime, Notice, ProblemNotice, ProgressBar } from '@xuexi/ui';

import { Button, Select } from '../../components/controls';
import { Panel } from '../../components/panel';

import styles from './policies.module.css';
import { TriedPersons } from './tried-persons';
import { TriedRegions } from './tried-regions';
import { type PolicyTrial, isTrying, useStartTrial, useTrials } from './use-policies';

const YEARS_OFFERED = 4;

/** Tries the policy on what a year has on record: who would gain, who would lose, region by region. */
export function TryOnYear({ policyId }: { policyId: string }) {
  const { t } = useTranslation('policies');
  const trials = useTrials(policyId);
  const start = useStartTrial(policyId);
  const thisYear = creditYear(Date.now());
  const [year, setYear] = useState(thisYear - 1);
  const running = trials.data?.find(isTrying);
  const [last] = (trials.data ?? []).filter((trial) => !isTrying(trial));
  return (
    <Panel title={t('year.title')}>
      <p className={styles.note}>{t('year.detail')}</p>
      <div className={styles.actions}>
        <Select compact aria-label={t('year.choose')} value={year} onChange={(event) => setYear(Number(event.target.value))}>
          {Array.from({ length: YEARS_OFFERED }, (_, back) => thisYear - back).map((each) => (
            <option key={each} value={each}>
              {t('year.option', { year: each })}
            </option>
          ))}
        </Select>
        <Button variant="secondary" disabled={running !== undefined} busy={start.isPending} onClick={() => start.mutate(year)}>
          {t('year.start')}
        </Button>
      </div>
      <ProblemNotice error={start.error ?? trials.error} />
      {running !== undefined && (
        <div role="status" className={styles.running}>
          <span>{t('year.running', { processed: formatCount(running.processed), total: formatCount(running.total) })}</span>
          <ProgressBar value={running.total === 0 ? 0 : running.processed / running.total} label={t('year.title')} />
        </div>
      )}
      {running === undefined && last !== undefined && <Result trial={last} />}
    </Panel>
  );
}

function Result({ trial: { id, year, state, result, finishedAt } }: { trial: PolicyTrial }) {
  const { t } = useTranslation('policies');
  if (state === 'failed' || result === null) return <Notice tone="attention">{t('year.failed')}</Notice>;
  const { total, regions } = result;
  return (
    <>
      <Notice tone="info" title={t('year.says', { year, persons: formatCount(total.persons), gaining: formatCount(total.gaining), losing: formatCount(total.losing) })}>
        {t('year.targets', { before: formatCount(total.targetMetBefore), after: formatCount(total.targetMetAfter), at: finishedAt === null ? '' : formatDateTime(finishedAt) })}
      </Notice>
      <TriedRegions total={total} regions={regions} />
      {total.losing > 0 && <TriedPersons trialId={id} change="losing" />}
      {total.gaining > 0 && <TriedPersons trialId={id} change="gaining" />}
    </>
  );
}
