import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Card, formatDateTime, Tag } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { waited } from '../../lib/figures';

import { AnswerDialog } from './answer-dialog';
import styles from './corrections.module.css';
import type { CreditAppeal } from './use-corrections';

/** What a learner objects to, in their words, and the answer or the way to give it. */
export function AppealCard({ appeal }: { appeal: CreditAppeal }) {
  const { t } = useTranslation('corrections');
  const [answering, setAnswering] = useState(false);
  const { correction, state, text, createdAt, answer, answeredBy, answeredAt, mine } = appeal;
  const { name, personId, kind, credits, year, title, reason, decidedBy, requestedBy } = correction;
  return (
    <Card as="article" className={styles.appeal}>
      <header>
        <h2>
          <Link to={`/learners/${personId}/credits`}>{name}</Link>
        </h2>
        {state === 'open' ? <Age since={createdAt} /> : <Tag tone={state === 'upheld' ? 'bamboo' : 'neutral'}>{t(`appeal.outcome.${state}`)}</Tag>}
      </header>
      <dl>
        <dt>{t('appeal.text')}</dt>
        <dd>{text ?? t('appeal.gone')}</dd>
        <dt>{t('appeal.about')}</dt>
        <dd>{t('appeal.aboutText', { kind: t(`kind.${kind}`), credits, year, title, reason })}</dd>
        <dt>{t('appeal.decided')}</dt>
        <dd>{[...new Set([requestedBy, decidedBy])].filter(Boolean).join('、')}</dd>
        {answer !== null && answeredAt !== null && (
          <>
            <dt>{t('appeal.answer')}</dt>
            <dd>
              {answer} <span className={styles.quiet}>{t('decided', { name: answeredBy ?? '', time: formatDateTime(answeredAt) })}</span>
            </dd>
          </>
        )}
      </dl>
      {state === 'open' &&
        (mine ? (
          <p className={styles.quiet}>{t('own')}</p>
        ) : (
          <Button variant="secondary" aria-label={t('appeal.of', { name })} onClick={() => setAnswering(true)}>
            {t('appeal.open')}
          </Button>
        ))}
      {answering && <AnswerDialog appealId={appeal.id} onDone={() => setAnswering(false)} />}
    </Card>
  );
}

function Age({ since }: { since: string }) {
  const { t } = useTranslation('corrections');
  const common = useTranslation('common').t;
  const { unit, count } = waited(since, Date.now());
  return <span className={styles.quiet}>{unit === 'minutes' && count === 0 ? t('appeal.new') : t('appeal.age', { waited: common(`waited.${unit}`, { count }) })}</span>;
}
