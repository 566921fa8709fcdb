import { TextLink } from '@xuexi/ui';
import { Link, Navigate, useNavigate } from 'react-router';

import { AuthCard } from '../../features/identity/components/auth-card';
import { LoginForm } from '../../features/identity/components/login-form';
import { useStrings } from '../../features/identity/use-strings';
import { useDocumentTitle } from '../../lib/document-title';
import { useMe } from '../../lib/session';

import { useWayBack } from '../use-way-back';

export default function LoginPage() {
  const t = useStrings();
  const navigate = useNavigate();
  const { back, keep } = useWayBack();
  const signedIn = useMe();
  useDocumentTitle(t('loginTitle'));
  if (signedIn) return <Navigate to={back} replace />;
  return (
    <AuthCard
      title={t('loginTitle')}
      lead={t('loginLead')}
      foot={
        <>
          {t('noAccount')}
          <TextLink as={Link} to={keep('/register')}>
            {t('goRegister')}
          </TextLink>
        </>
      }
    >
      <LoginForm onDone={() => void navigate(back, { replace: true })} />
    </AuthCard>
  );
}
