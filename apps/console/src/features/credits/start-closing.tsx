import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { closesAt, creditYear, isYearClosed } from '@xuexi/domain';
import { Field, formatFullDate, Notice } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button, Select } from '../../components/controls';
import { Panel } from '../../components/panel';

import styles from './closings-page.module.css';
import { type Closing, isRunning, useStartClosing } from './use-closings';

const YEARS_OFFERED = 5;

type Kind = 'trial' | 'preliminary' | 'final';

/**
 * Chooses a year and asks once before it starts: an open year gives 预结算, a closed one the statements that stand.
 * A year that nobody tried yet is tried first.
 */
export function StartClosing({ closings }: { closings: readonly Closing[] }) {
  const { t } = useTranslation('credits');
  const start = useStartClosing();
  const now = Date.now();
  const [year, setYear] = useState(() => creditYear(now));
  const [asked, setAsked] = useState<Kind | null>(null);
  const [started, setStarted] = useState<string | null>(null);
  const closed = isYearClosed(year, now);
  const real = closed ? 'final' : 'preliminary';
  const ofYear = closings.filter((closing) => closing.year === year);
  const running = ofYear.some(isRunning);
  const tried = ofYear.some(({ kind, state }) => kind === 'trial' && state === 'done');
  const ask = (kind: Kind) => {
    start.reset();
    setStarted(null);
    setAsked(kind);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!running) ask(tried ? real : 'trial');
  };
  const begin = (kind: Kind) =>
    start.mutate(
      { year, trial: kind === 'trial' },
      {
        onSuccess: () => {
          setAsked(null);
          setStarted(t('start.started', { year, kind: t(`kind.${kind}`) }));
        },
      },
    );
  return (
    <Panel title={t('start.title')}>
      <form className={styles.start} onSubmit={submit}>
        <div className={styles.form}>
          <Field label={t('start.year')}>
            <Select
              value={year}
              onChange={(event) => {
                setYear(Number(event.target.value));
                setStarted(null);
              }}
            >
              {Array.from({ length: YEARS_OFFERED }, (_, back) => creditYear(now) - back).map((each) => (
                <option key={each} value={each}>
                  {t('start.yearOption', { year: each })}
                </option>
              ))}
            </Select>
          </Field>
          <Button variant={tried ? 'primary' : 'secondary'} disabled={running} onClick={() => ask(real)}>
            {t(closed ? 'start.action' : 'start.actionOpen', { year })}
          </Button>
          <Button variant={tried ? 'secondary' : 'primary'} disabled={running} onClick={() => ask('trial')}>
            {t(tried ? 'start.trialAgain' : 'start.trial')}
          </Button>
        </div>
        {started !== null && (
          <Notice tone="done" role="status">
            {started}
          </Notice>
        )}
        <p>{running ? t('start.running', { year }) : t(closed ? 'start.closed' : 'start.open', { year, date: formatFullDate(new Date(closesAt(year))) })}</p>
        <p className={styles.note}>{t('start.trialNote')}</p>
      </form>
      {asked !== null && (
        <ConfirmDialog
          open
          title={t('start.ask', { year, kind: t(`kind.${asked}`) })}
          action={t('start.begin', { kind: t(`kind.${asked}`) })}
          busy={start.isPending}
          error={start.error}
          onConfirm={() => begin(asked)}
          onDismiss={() => setAsked(null)}
        >
          {t(`start.follows.${asked}`, { year })}
        </ConfirmDialog>
      )}
    </Panel>
  );
}
