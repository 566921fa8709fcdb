import { Card, Tag, type Tone, formatFullDate } from '@xuexi/ui';

import { type Statement, useStatements } from '../api/get-statements';
import { useStrings } from '../use-strings';

import styles from './statement-list.module.css';

const TONES: Record<Statement['status'], Tone> = { preliminary: 'ochre', valid: 'cobalt', revoked: 'cinnabar' };

/** The yearly statements that have been made; nothing before the first. */
export function StatementList() {
  const t = useStrings();
  const statements = useStatements().data ?? [];
  if (statements.length === 0) return null;
  return (
    <section className={styles.statements}>
      <h2>{t('statements')}</h2>
      <Card padding="none">
        <ul>
          {statements.map((statement) => (
            <li key={statement.id}>
              <h3>
                {t('statement', { year: statement.year, credits: statement.credits })}{' '}
                <Tag tone={statement.targetMet ? 'bamboo' : 'neutral'}>{statement.targetMet ? t('targetMet') : t('targetMissed')}</Tag>
              </h3>
              <Tag tone={TONES[statement.status]}>{t(`status.${statement.status}`)}</Tag>
              <p>{factsOf(statement, t).join(' · ')}</p>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

function factsOf({ version, number, computedAt }: Statement, t: ReturnType<typeof useStrings>): string[] {
  const edition = version > 0 ? [t('version', { version })] : [];
  return [...edition, t('number', { number }), t('computed', { date: formatFullDate(computedAt) })];
}
