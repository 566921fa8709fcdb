import { LinkButton, Loading, Notice, ProblemNotice, SkeletonText, TextLink } from '@xuexi/ui';
import { Link, useLocation } from 'react-router';

import { FormSheet } from '../../components/form-sheet';
import { IdentityCard } from '../../features/identity/components/identity-card';
import { OtherDocuments } from '../../features/real-name/components/other-documents';
import { PendingClaim } from '../../features/real-name/components/pending-claim';
import { RealNameForm } from '../../features/real-name/components/real-name-form';
import { useStrings } from '../../features/real-name/use-strings';
import { useConsent } from '../../lib/consents';
import { useDocumentTitle } from '../../lib/document-title';
import { type Me, useMe } from '../../lib/session';

import { useWayBack } from '../use-way-back';

import styles from './narrow-page.module.css';

/** Real-name registration: what it is for, name and number; then that it is being checked; in the end what is kept, masked. */
export default function RealNamePage() {
  const t = useStrings();
  const me = useMe();
  const { back } = useWayBack();
  const { state } = useLocation();
  useDocumentTitle(t('title'));
  const toMe = { to: '/me', label: t('toMe') };
  if (!me) return null;
  const { verification, claim } = me.person;
  if (verification === 'verified') {
    return (
      <div className={styles.narrow}>
        <TextLink as={Link} to={toMe.to}>
          {toMe.label}
        </TextLink>
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
  const onward = (
    <TextLink as={Link} to={back}>
      {t('later')}
    </TextLink>
  );
  if (claim?.state === 'pending') {
    return (
      <FormSheet title={t('title')} back={toMe} foot={onward}>
        <PendingClaim claim={claim} />
      </FormSheet>
    );
  }
  return (
    <FormSheet title={t('title')} lead={isJustRegistered(state) ? t('welcome') : undefined} back={isJustRegistered(state) ? undefined : toMe} foot={onward}>
      <Fill claim={claim} />
      <OtherDocuments />
    </FormSheet>
  );
}

/** The form, and above it why the last submission was sent back. */
function Fill({ claim }: { claim: Me['person']['claim'] }) {
  const t = useStrings();
  const consent = useConsent('real_name');
  const rejection = claim?.rejection ?? null;
  return (
    <>
      {rejection && (
        <Notice tone="attention" title={t('rejectedTitle')} role="status">
          {rejection.note === null ? `${rejection.text}。` : `${rejection.text}。${rejection.note}`}
        </Notice>
      )}
      {consent.isLoadingError && <ProblemNotice error={consent.error} onRetry={() => void consent.refetch()} />}
      {consent.isPending && (
        <Loading>
          <SkeletonText lines={6} />
        </Loading>
      )}
      {consent.data && <RealNameForm consent={consent.data} again={rejection !== null} />}
    </>
  );
}

const isJustRegistered = (state: unknown) => typeof state === 'object' && state !== null && 'justRegistered' in state;
