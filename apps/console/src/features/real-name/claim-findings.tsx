import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Tag } from '@xuexi/ui';

import { useSignedIn } from '../../lib/session';

import styles from './claims-page.module.css';
import type { RealNameClaim } from './use-claims';

const CHECK_TONES = { waiting: 'neutral', match: 'bamboo', mismatch: 'cinnabar' } as const;

/** What is to be heeded before a claim is decided. */
export function ClaimFindings({ claim: { personId, check, conflict, guardianConsent } }: { claim: RealNameClaim }) {
  const { t } = useTranslation('realName');
  const { permissions } = useSignedIn();
  if (check === 'none' && conflict === null && guardianConsent === 'not_needed') return t('none');
  return (
    <span className={styles.findings}>
      {check !== 'none' && <Tag tone={CHECK_TONES[check]}>{t(`check.${check}`)}</Tag>}
      {guardianConsent !== 'not_needed' && <Tag tone={guardianConsent === 'given' ? 'bamboo' : 'ochre'}>{t(guardianConsent === 'given' ? 'minorGiven' : 'minorMissing')}</Tag>}
      {conflict !== null && (
        <>
          <Tag tone="cinnabar">{t('conflict')}</Tag>
          <small>
            {conflict.person === null ? t('conflictFar') : t('conflictNear', { name: conflict.person.nameMasked, region: conflict.person.region?.names.slice(-2).join(' ') ?? t('none') })}
          </small>
          {conflict.person !== null && permissions.includes('desk.merge') && <Link to={`/learners/${personId}/merge`}>{t('merge')}</Link>}
        </>
      )}
    </span>
  );
}
