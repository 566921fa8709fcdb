import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { closesAt, creditYear, isYearClosed } from '@xuexi/domain';
import { Field, fieldProblem, formatFullDate, ProblemNotice } from '@xuexi/ui';

import { Button, Select } from '../../components/controls';
import { Panel } from '../../components/panel';
import { errorBeside } from '../../lib/problem';

import styles from './closings-page.module.css';
import { type Closing, isRunning, useStartClosing } from './use-closings';

const YEARS_OFFERED = 5;

/** Chooses a year and says beforehand what will come of it: an open year gives 预结算, a closed one the statements that stand. */
export function StartClosing({ closings }: { closings: readonly Closing[] }) {
  const { t } = useTranslation('credits');
  const start = useStartClosing();
  const now = Date.now();
  const [year, setYear] = useState(() => creditYear(now));
  const closed = isYearClosed(year, now);
  const running = closings.some((closing) => closing.year === year && isRunning(closing));
  const begin = (trial: boolean) => start.mutate({ year, trial });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!running) begin(false);
  };
  return (
    <Panel title={t('start.title')}>
      <form className={styles.start} onSubmit={submit}>
        <ProblemNotice error={errorBeside(start.error, ['year'])} />
        <div className={styles.form}>
          <Field label={t('start.year')} error={fieldProblem(start.error, 'year')}>
            <Select
              value={year}
              onChange={(event) => {
                setYear(Number(event.target.value));
                start.reset();
              }}
            >
              {Array.from({ length: YEARS_OFFERED }, (_, back) => creditYear(now) - back).map((each) => (
                <option key={each} value={each}>
                  {t('start.yearOption', { year: each })}
                </option>
              ))}
            </Select>
          </Field>
          <Button type="submit" disabled={running} busy={start.isPending} busyLabel={t('start.starting')}>
            {t(closed ? 'start.action' : 'start.actionOpen', { year })}
          </Button>
          <Button variant="secondary" disabled={running || start.isPending} onClick={() => begin(true)}>
            {t('start.trial')}
          </Button>
        </div>
        <p>{running ? t('start.running', { year }) : t(closed ? 'start.closed' : 'start.open', { year, date: formatFullDate(new Date(closesAt(year))) })}</p>
        <p className={styles.note}>{t('start.trialNote')}</p>
      </form>
    </Panel>
  );
}
