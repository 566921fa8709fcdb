import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { passwordFault } from '@xuexi/domain';
import { Field, fieldProblem, Notice, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import styles from './security.module.css';
import { useChangePassword } from './use-security';

export interface PasswordFormProps {
  /** Whether the old password is asked for; without it the confirmation dialog may open. */
  askOld: boolean;
}

/** Sets a new password. */
export function PasswordForm({ askOld }: PasswordFormProps) {
  const { t } = useTranslation('identity');
  const change = useChangePassword();
  const [oldPassword, setOldPassword] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [checked, setChecked] = useState(false);
  const fault = passwordFault(password);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (fault !== null || again !== password) return;
    const done = () => {
      setChecked(false);
      [setOldPassword, setPassword, setAgain].forEach((clear) => clear(''));
    };
    change.mutate({ password, ...(askOld && { oldPassword }) }, { onSuccess: done });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ProblemNotice error={errorBeside(change.error, ['oldPassword', 'password'])} />
      {change.isSuccess && (
        <Notice tone="done" role="status">
          {t('password.done')}
        </Notice>
      )}
      {askOld && (
        <Field label={t('password.old')} error={fieldProblem(change.error, 'oldPassword')}>
          <TextInput type="password" autoComplete="current-password" value={oldPassword} onChange={(event) => setOldPassword(event.target.value)} />
        </Field>
      )}
      <Field label={t('password.new')} hint={t('password.hint')} error={checked && fault !== null ? t(`password.${fault}`) : fieldProblem(change.error, 'password')}>
        <TextInput type="password" autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
      </Field>
      <Field label={t('password.again')} error={checked && again !== password ? t('password.differs') : undefined}>
        <TextInput type="password" autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)} />
      </Field>
      <Button type="submit" busy={change.isPending} busyLabel={t('password.busy')}>
        {t('password.submit')}
      </Button>
    </form>
  );
}
