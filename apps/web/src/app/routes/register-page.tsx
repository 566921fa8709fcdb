import { TextLink } from '@xuexi/ui';
import { Link, useNavigate } from 'react-router';

import { FormSheet } from '../../components/form-sheet';
import { RegisterForm } from '../../features/identity/components/register-form';
import { useStrings } from '../../features/identity/use-strings';
import { useDocumentTitle } from '../../lib/document-title';

import { useWayBack } from '../use-way-back';

/** Registration; the real name is the step after it, and can wait. */
export default function RegisterPage() {
  const t = useStrings();
  const navigate = useNavigate();
  const { keep } = useWayBack();
  useDocumentTitle(t('registerTitle'));
  const goOn = (existing: boolean) => {
    if (existing) void navigate('/me', { replace: true, state: { existing } });
    else void navigate(keep('/me/real-name'), { replace: true, state: { justRegistered: true } });
  };
  return (
    <FormSheet
      title={t('registerTitle')}
      lead={t('registerLead')}
      foot={
        <>
          {t('haveAccount')}
          <TextLink as={Link} to={keep('/login')}>
            {t('goLogin')}
          </TextLink>
        </>
      }
    >
      <RegisterForm onDone={goOn} />
    </FormSheet>
  );
}
