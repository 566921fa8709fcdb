import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import { Door } from './door';
import styles from './door.module.css';
import { LeaveLink } from './leave-link';
import { useSecondFactor } from './use-login';

/** The second step of signing in: a code of the authenticator app, or one of the recovery codes. */
export function SecondFactorPage() {
  const { t } = useTranslation('identity');
  const secondFactor = useSecondFactor();
  const [byRecovery, setByRecovery] = useState(false);
  const [given, setGiven] = useState('');
  const field = byRecovery ? 'recoveryCode' : 'code';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    secondFactor.mutate(byRecovery ? { recoveryCode: given } : { code: given });
  };
  const other = () => {
    setByRecovery(!byRecovery);
    setGiven('');
    secondFactor.reset();
  };
  return (
    <Door title={t('secondFactor.title')} lead={byRecovery ? t('secondFactor.recoveryLead') : t('secondFactor.lead')} foot={<LeaveLink />}>
      <form className={styles.form} onSubmit={submit}>
        <ProblemNotice error={errorBeside(secondFactor.error, ['code', 'recoveryCode'])} />
        <Field label={byRecovery ? t('secondFactor.recoveryCode') : t('secondFactor.code')} error={fieldProblem(secondFactor.error, field) ?? fieldProblem(secondFactor.error, 'code')}>
          <TextInput
            key={field}
            className="num"
            inputMode={byRecovery ? 'text' : 'numeric'}
            autoComplete={byRecovery ? 'off' : 'one-time-code'}
            maxLength={20}
            required
            autoFocus
            value={given}
            onChange={(event) => setGiven(event.target.value)}
          />
        </Field>
        <Button type="submit" wide busy={secondFactor.isPending} busyLabel={t('secondFactor.busy')}>
          {t('secondFactor.submit')}
        </Button>
      </form>
      <Button variant="quiet" onClick={other}>
        {byRecovery ? t('secondFactor.byCode') : t('secondFactor.byRecovery')}
      </Button>
    </Door>
  );
}
