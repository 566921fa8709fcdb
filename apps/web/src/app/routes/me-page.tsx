import { Button, Card, PageTitle, ProblemNotice } from '@xuexi/ui';
import { Link, useNavigate } from 'react-router';

import { IdentityCard } from '../../features/identity/components/identity-card';
import { useStrings } from '../../features/identity/use-strings';
import { useDocumentTitle } from '../../lib/document-title';
import { useLeave, useMe } from '../../lib/session';

import styles from './narrow-page.module.css';

/** 我的: identity, the ways to credits and learning, and out. */
export default function MePage() {
  const t = useStrings();
  const me = useMe();
  const leave = useLeave();
  const navigate = useNavigate();
  useDocumentTitle(t('meTitle'));
  if (!me) return null;
  return (
    <div className={styles.narrow}>
      <PageTitle>{t('meTitle')}</PageTitle>
      <IdentityCard me={me} />
      <Card padding="none" className={styles.links}>
        <Link to="/credits">
          {t('credits')}
          <span aria-hidden="true">→</span>
        </Link>
        <Link to="/learning">
          {t('learning')}
          <span aria-hidden="true">→</span>
        </Link>
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
