import { Button, Notice } from '@xuexi/ui';
import { useState } from 'react';

import { NewPasswordForm } from '../../../components/new-password-form';
import { Section } from '../../../components/section';

import { useStrings } from '../use-strings';

/** Whether there is a password, and the way to set or change it. */
export function PasswordSection({ hasPassword }: { hasPassword: boolean }) {
  const t = useStrings();
  const [open, setOpen] = useState(false);
  const [changed, setChanged] = useState(false);
  const done = () => {
    setOpen(false);
    setChanged(true);
  };
  return (
    <Section title={t('password.title')} lead={t(hasPassword ? 'password.is' : 'password.isNot')}>
      {changed && (
        <Notice tone="done" role="status">
          {t('password.done')}
        </Notice>
      )}
      {open ? (
        <>
          <NewPasswordForm onDone={done} />
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {t('cancel')}
          </Button>
        </>
      ) : (
        <Button variant="secondary" onClick={() => setOpen(true)}>
          {t(hasPassword ? 'password.change' : 'password.set')}
        </Button>
      )}
    </Section>
  );
}
