import { ChangeableSection } from '../../../components/changeable-section';
import { NewPasswordForm } from '../../../components/new-password-form';

import { useStrings } from '../use-strings';

/** Whether there is a password, and the way to set or change it. */
export function PasswordSection({ hasPassword }: { hasPassword: boolean }) {
  const t = useStrings();
  const words = { change: t(hasPassword ? 'password.change' : 'password.set'), cancel: t('cancel'), done: t('password.done') };
  return (
    <ChangeableSection title={t('password.title')} lead={t(hasPassword ? 'password.is' : 'password.isNot')} words={words}>
      {(onDone) => <NewPasswordForm onDone={onDone} />}
    </ChangeableSection>
  );
}
