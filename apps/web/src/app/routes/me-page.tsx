import { Button, Card, Notice, PageTitle, ProblemNotice, Tag } from '@xuexi/ui';
import { Link, useLocation, useNavigate } from 'react-router';

import { ClaimRequests } from '../../features/claims/components/claim-requests';
import { IdentityCard } from '../../features/identity/components/identity-card';
import { useStrings } from '../../features/identity/use-strings';
import { useDocumentTitle } from '../../lib/document-title';
import { useLeave, useMe } from '../../lib/session';
import { useUnreadNotices } from '../../lib/unread-notices';

import styles from './narrow-page.module.css';

const PLACES = [
  ['credits', '/credits'],
  ['learning', '/learning'],
  ['points', '/points'],
  ['groups', '/groups'],
  ['rankings', '/rankings'],
  ['security', '/me/security'],
  ['belonging', '/me/belonging'],
  ['data', '/me/data'],
] as const;

/** 我的: who one is, what waits for an answer, the ways to everything that is one's own, and out. */
export default function MePage() {
  const t = useStrings();
  const me = useMe();
  const leave = useLeave();
  const navigate = useNavigate();
  const { state } = useLocation();
  const unread = useUnreadNotices();
  useDocumentTitle(t('meTitle'));
  if (!me) return null;
  return (
    <div className={styles.narrow}>
      <PageTitle>{t('meTitle')}</PageTitle>
      {isExisting(state) && (
        <Notice tone="done" role="status">
          {t('existing')}
        </Notice>
      )}
      <ClaimRequests />
      <IdentityCard me={me} />
      <Card padding="none" className={styles.links}>
        <Link to="/me/notices">
          {t('notices')}
          {unread > 0 && <Tag tone="cinnabar">{t('unread', { count: unread })}</Tag>}
          <span aria-hidden="true">→</span>
        </Link>
        {PLACES.map(([name, path]) => (
          <Link key={path} to={path}>
            {t(name)}
            <span aria-hidden="true">→</span>
          </Link>
        ))}
        {me.roles.some(({ role }) => role !== 'learner') && (
          <a href="/console/">
            {t('console')}
            <span aria-hidden="true">→</span>
          </a>
        )}
      </Card>
      <ProblemNotice error={leave.error} />
      <Button variant="secondary" busy={leave.isPending} busyLabel={t('loggingOut')} onClick={() => leave.mutate(undefined, { onSuccess: () => void navigate('/') })}>
        {t('logout')}
      </Button>
    </div>
  );
}

const isExisting = (state: unknown) => typeof state === 'object' && state !== null && 'existing' in state;
