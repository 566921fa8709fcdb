import { LinkButton, Notice, TextLink } from '@xuexi/ui';
import { Link, useLocation } from 'react-router';

import { AuthCard } from '../../features/identity/components/auth-card';
import { IdentityCard } from '../../features/identity/components/identity-card';
import { RealNameForm } from '../../features/identity/components/real-name-form';
import { useStrings } from '../../features/identity/use-strings';
import { useDocumentTitle } from '../../lib/document-title';
import { useMe } from '../../lib/session';

import { useWayBack } from '../use-way-back';

import styles from './narrow-page.module.css';

/** Real-name registration: what it is for, name and number, and afterwards what is kept, masked. */
export default function RealNamePage() {
  const t = useStrings();
  const me = useMe();
  const { back } = useWayBack();
  const { state } = useLocation();
  useDocumentTitle(t('realNameTitle'));
  if (!me) return null;
  const onward = (
    <TextLink as={Link} to={back}>
      {t('later')}
    </TextLink>
  );
  if (me.person.verification === 'verified') {
    return (
      <div className={styles.narrow}>
        <Notice tone="done" title={t('verifiedTitle')} role="status">
          {t('verifiedText')}
        </Notice>
        <IdentityCard me={me} />
        <LinkButton as={Link} to={back}>
          {t('goLearn')}
        </LinkButton>
      </div>
    );
  }
  return (
    <AuthCard title={t('realNameTitle')} lead={isJustRegistered(state) ? t('welcome') : undefined} foot={onward}>
      <Notice title={t('purpose')}>{t('purposeText')}</Notice>
      <RealNameForm />
      <p className={styles.aside}>{t('otherWay')}</p>
    </AuthCard>
  );
}

const isJustRegistered = (state: unknown) => typeof state === 'object' && state !== null && 'justRegistered' in state;
