import { LinkButton, Notice, Tag, type Tone, formatFullDate } from '@xuexi/ui';
import { Link } from 'react-router';

import { Facts } from '../../../components/facts';

import type { PublicStatement } from '../api/look';
import { useStrings } from '../use-strings';

import styles from './found-statement.module.css';

const TONES: Record<PublicStatement['status'], Tone> = { preliminary: 'ochre', valid: 'bamboo', revoked: 'cinnabar' };
const NOTICES = { preliminary: 'wait', valid: 'done', revoked: 'attention' } as const;

/** A statement as the public sees it: whether it holds, and what must stand on the paper. */
export function FoundStatement({ statement }: { statement: PublicStatement }) {
  const t = useStrings();
  const { status, replacedBy } = statement;
  return (
    <article className={styles.found}>
      <h2>
        <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag>
        <span className="num">{statement.number}</span>
      </h2>
      <Notice
        tone={NOTICES[status]}
        role="status"
        action={
          replacedBy && (
            <LinkButton as={Link} to={`/verify/${replacedBy.number}?code=${replacedBy.checkCode}`} variant="secondary">
              {t('newer')}
            </LinkButton>
          )
        }
      >
        {t(`sentence.${status}`)}
        {status === 'revoked' && (replacedBy ? t('newerText', { number: replacedBy.number }) : t('gone'))}
      </Notice>
      <Facts facts={factsOf(statement, t)} />
      <p className={styles.aside}>{t('names')}</p>
    </article>
  );
}

function factsOf(statement: PublicStatement, t: ReturnType<typeof useStrings>): (readonly [string, string | null])[] {
  const { name, year, credits, targetCredits, targetMet, place, version, reason, computedOn, revokedOn } = statement;
  return [
    [t('name'), name],
    [t('year'), t('yearValue', { year })],
    [t('credits'), t('creditsValue', { credits, target: targetCredits })],
    [t('target'), targetMet ? t('targetMet') : t('targetMissed')],
    [t('place'), place.length === 0 ? null : place.join(' ')],
    [t('version'), version === 0 ? null : t('versionValue', { version })],
    [t('reason'), reason],
    [t('computed'), formatFullDate(computedOn)],
    [t('revoked'), revokedOn && formatFullDate(revokedOn)],
  ];
}
