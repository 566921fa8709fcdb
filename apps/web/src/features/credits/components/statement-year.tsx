import { Card, Tag, type Tone, formatFullDate } from '@xuexi/ui';

import { Facts } from '../../../components/facts';

import type { Statement } from '../api/get-statements';
import { useStrings } from '../use-strings';

import { StatementActions } from './statement-actions';

import styles from './statement-year.module.css';

const TONES: Record<Statement['status'], Tone> = { preliminary: 'ochre', valid: 'bamboo', revoked: 'cinnabar' };

/** One year: the version in force with all that can be done with it, below it the earlier ones and why they are. */
export function StatementYear({ versions }: { versions: readonly [Statement, ...Statement[]] }) {
  const t = useStrings();
  const [current, ...earlier] = versions;
  return (
    <Card as="section" className={styles.year} aria-label={t('statements.year', { year: current.year })}>
      <div className={styles.head}>
        <div>
          <h2>{t('statements.year', { year: current.year })}</h2>
          <p className={styles.credits}>{t('statements.credits', { credits: current.credits })}</p>
        </div>
        <div className={styles.tags}>
          <Tag tone={current.targetMet ? 'bamboo' : 'neutral'}>{current.targetMet ? t('statements.targetMet') : t('statements.targetMissed')}</Tag>
          <Tag tone={TONES[current.status]}>{t(`statements.status.${current.status}`)}</Tag>
        </div>
      </div>
      {current.status === 'preliminary' && <p className={styles.aside}>{t('statements.preliminaryText')}</p>}
      <StatementActions statement={current} />
      <StatementFacts statement={current} />
      {earlier.length > 0 && (
        <div className={styles.earlier}>
          <h3>{t('statements.earlier')}</h3>
          {earlier.map((statement) => (
            <div key={statement.id} className={styles.version}>
              <p>
                {t('statements.version', { version: statement.version })} · {t('statements.credits', { credits: statement.credits })}{' '}
                <Tag tone={TONES[statement.status]}>{t(`statements.status.${statement.status}`)}</Tag>
              </p>
              <StatementFacts statement={statement} />
            </div>
          ))}
        </div>
      )}
    </Card>
  );
}

function StatementFacts({ statement }: { statement: Statement }) {
  const t = useStrings();
  const { version, reason, number, checkCode, computedAt, revokedAt } = statement;
  return (
    <Facts
      facts={[
        [t('statements.number'), number],
        [t('statements.versionLabel'), version === 0 ? null : t('statements.version', { version })],
        [t('statements.checkCode'), checkCode],
        [t('statements.computed'), formatFullDate(computedAt)],
        [t('statements.reason'), reason],
        [t('statements.revokedOn'), revokedAt && formatFullDate(revokedAt)],
      ]}
    />
  );
}
