import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { EmptyState, formatCount, formatDateTime, Loading, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button } from '../../components/controls';
import { Panel } from '../../components/panel';

import styles from './ledger.module.css';
import { ResolveAlarm } from './resolve-alarm';
import { type Alarm, type AlarmState, type Reconciliation, useAlarms } from './use-ledger';
import { wordsOf } from './words-of-checks';

/** What somebody must look at, or what became of it. @param nights the last comparisons, the newest first; undefined while they are not known */
export function AlarmsPanel({ nights }: { nights: readonly Reconciliation[] | undefined }) {
  const { t } = useTranslation('ledger');
  const [state, setState] = useState<AlarmState>('open');
  const alarms = useAlarms(state);
  const other = state === 'open' ? 'resolved' : 'open';
  return (
    <Panel title={t(`alarms.${state}`)} aside={<Button variant="quiet" small onClick={() => setState(other)}>{t(`alarms.show.${other}`)}</Button>}>
      <Answer query={alarms} skeleton={<Loading><SkeletonText lines={3} /></Loading>}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t(`alarms.none.${state}`)}>{state === 'open' ? <NothingOpen nights={nights} /> : t('alarms.noneDetail')}</EmptyState>
          ) : (
            <ul className={styles.alarms}>
              {items.map((alarm) => (
                <li key={alarm.id}>
                  <One alarm={alarm} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  );
}

/** Says only of what was compared that it agrees. */
function NothingOpen({ nights }: { nights: readonly Reconciliation[] | undefined }) {
  const { t } = useTranslation('ledger');
  if (nights === undefined) return t('alarms.nothingOpen');
  const [night] = nights;
  if (night === undefined) return t('verdict.nothing');
  if (night.state !== 'done' || night.differences > 0) return t('alarms.nothingOpen');
  const { agreeing, untouched } = wordsOf(night.checks, t);
  if (agreeing === '') return t('verdict.nothing');
  return `${t('alarms.agree', { names: agreeing })}${untouched === '' ? '' : t('verdict.untouched', { names: untouched })}`;
}

function One({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('ledger');
  const [resolving, setResolving] = useState(false);
  const { name, advice, subjectId, details, times, raisedAt, resolvedAt, resolution } = alarm;
  return (
    <article className={styles.alarm}>
      <h3>
        {name} {times > 1 && <Tag tone="cinnabar">{t('alarms.times', { n: formatCount(times) })}</Tag>}
      </h3>
      <p>{advice}</p>
      <dl className={styles.facts}>
        <dt>{t('alarms.raisedAt')}</dt>
        <dd>{formatDateTime(raisedAt)}</dd>
        <dt>{t('alarms.subject')}</dt>
        <dd><code>{subjectId}</code></dd>
        <dt>{t('alarms.details')}</dt>
        <dd><code>{JSON.stringify(details)}</code></dd>
        {resolvedAt !== null && (
          <>
            <dt>{t('alarms.resolvedAt')}</dt>
            <dd>{formatDateTime(resolvedAt)}</dd>
            <dt>{t('alarms.resolution')}</dt>
            <dd>{resolution}</dd>
          </>
        )}
      </dl>
      {resolvedAt === null && (
        <div>
          <Button variant="secondary" small onClick={() => setResolving(true)}>{t('alarms.resolve')}</Button>
        </div>
      )}
      {resolving && <ResolveAlarm alarm={alarm} onDone={() => setResolving(false)} />}
    </article>
  );
}
