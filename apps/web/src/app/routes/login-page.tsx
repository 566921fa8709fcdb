import { Button, Notice, TextLink } from '@xuexi/ui';
import { Link, Navigate, useLocation } from 'react-router';

import { FormSheet } from '../../components/form-sheet';
import { NewPasswordForm } from '../../components/new-password-form';
import { LoginWays } from '../../features/identity/components/login-ways';
import { SecondFactorForm } from '../../features/identity/components/second-factor-form';
import { useStrings } from '../../features/identity/use-strings';
import { useDocumentTitle } from '../../lib/document-title';
import { missingStep, useLeave, useMe } from '../../lib/session';

import { useWayBack } from '../use-way-back';

/** Signing in, with the steps that some accounts have left after it. */
export default function LoginPage() {
  const t = useStrings();
  const { back, keep } = useWayBack();
  const me = useMe();
  const { state } = useLocation();
  useDocumentTitle(t('loginTitle'));
  if (me) {
    const step = missingStep(me);
    return step === null ? <Navigate to={back} replace /> : <MissingStep step={step} />;
  }
  return (
    <FormSheet
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
      {hasErased(state) && (
        <Notice tone="done" role="status">
          {t('erased')}
        </Notice>
      )}
      <LoginWays />
    </FormSheet>
  );
}

const hasErased = (state: unknown) => typeof state === 'object' && state !== null && 'erased' in state;

/** The page goes on by itself when the step is taken: the person is known anew. */
function MissingStep({ step }: { step: NonNullable<ReturnType<typeof missingStep>> }) {
  const t = useStrings();
  const leave = useLeave();
  return (
    <FormSheet
      title={t(`${step}Title`)}
      lead={t(`${step}Lead`)}
      foot={
        <Button variant="quiet" busy={leave.isPending} busyLabel={t('loggingOut')} onClick={() => leave.mutate()}>
          {t('otherAccount')}
        </Button>
      }
    >
      {step === 'second' ? <SecondFactorForm /> : <NewPasswordForm onDone={() => undefined} />}
    </FormSheet>
  );
}
