import { Card, LinkButton, Tag, type Tone, formatFullDate } from '@xuexi/ui';
import { Link } from 'react-router';

import { Facts } from '../../../components/facts';
import { type Me, needsRealName } from '../../../lib/session';

import { useStrings } from '../use-strings';

import styles from './identity-card.module.css';

type Verification = Me['person']['verification'];

const TONES: Record<Verification, Tone> = { verified: 'bamboo', pending: 'ochre', unverified: 'ochre', rejected: 'cinnabar' };

/** Who one is to the platform: the state of the identity, the masked name and number, the community, the phone. */
export function IdentityCard({ me }: { me: Me }) {
  const t = useStrings();
  const { person } = me;
  const { verification } = person;
  const facts: [string, string | null][] = [
    [t('realName'), person.nameMasked],
    [t('idNumber'), person.idNumberMasked],
    [t('regionHome'), person.region?.names.join(' · ') ?? null],
    [t('organisation'), person.organisation?.name ?? null],
    [t('phone'), me.phoneMasked],
  ];
  return (
    <Card as="section" className={styles.identity} aria-label={t('identity')}>
      <div className={styles.who}>
        <h2>{me.displayName}</h2>
        <Tag tone={TONES[verification]}>{t(verification)}</Tag>
      </div>
      <p className={styles.meaning}>
        {verification === 'verified' && person.verifiedAt !== null ? t('verifiedSince', { date: formatFullDate(person.verifiedAt) }) : t(`${verification}Text`)}
      </p>
      <Facts facts={facts} />
      {needsRealName(me) && (
        <LinkButton as={Link} to="/me/real-name">
          {t(verification === 'rejected' ? 'goAgain' : 'goVerify')}
        </LinkButton>
      )}
    </Card>
  );
}
