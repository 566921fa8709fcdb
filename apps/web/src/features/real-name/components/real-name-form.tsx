import { areSwapped, isPersonName, normalizePersonName, parseIdNumber, shanghaiDate } from '@xuexi/domain';
import type { Api } from '@xuexi/api-client';
import { Button, Field, Notice, ProblemNotice, TextInput, formatFullDate, errorBeside } from '@xuexi/ui';
import { useState } from 'react';

import { ConsentText } from '../../../components/consent-text';
import type { Consent } from '../../../lib/consents';
import { type FieldErrors, useForm } from '../../../lib/use-form';

import { useSubmitRealName } from '../api/submit-real-name';
import { type NumberRemark, remarkOn } from '../read-id-number';
import { useStrings } from '../use-strings';

import styles from './real-name-form.module.css';

type RealNameField = keyof Api['RealName'] | 'consent';

/** Name, ID number and the consent to both, as tolerant of typing as of the cards people hold. */
export function RealNameForm({ consent, again }: { consent: Consent; again: boolean }) {
  const t = useStrings();
  const submit = useSubmitRealName();
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const { form, onSubmit, errorOf, complain } = useForm<RealNameField, Api['RealName']>({
    read: (data) => {
      const id = parseIdNumber(number, shanghaiDate(Date.now()));
      const agreed = data.get('consent') !== null;
      if (isPersonName(name) && id.ok && agreed) return { values: { name: normalizePersonName(name), idNumber: id.value } };
      const errors: FieldErrors<RealNameField> = {
        ...(!isPersonName(name) && { name: t('nameWrong') }),
        ...(!id.ok && { idNumber: number.trim() === '' ? t('numberMissing') : t(`fault.${id.reason}`, { length: number.replace(/\s/g, '').length }) }),
        ...(!agreed && { consent: t('consentMissing') }),
      };
      return { errors };
    },
    send: (realName) => submit.mutate({ realName, consentVersion: consent.version }),
    sending: submit,
  });
  const remark = remarkOn(number, Date.now());
  const swapped = areSwapped(name, number);
  const swap = () => {
    setName(number);
    setNumber(name);
    complain({});
  };
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <ProblemNotice error={errorBeside(submit.error, ['name', 'idNumber'])} />
      <Field label={t('name')} hint={t('nameHint')} error={errorOf('name')}>
        <TextInput name="name" autoComplete="name" maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <div className={styles.number}>
        <Field label={t('number')} hint={t('numberHint')} error={errorOf('idNumber')}>
          <TextInput
            name="idNumber"
            className="num"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={64}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </Field>
        {errorOf('idNumber') === undefined && !swapped && <Remark remark={remark} />}
      </div>
      {swapped && (
        <Notice
          tone="wait"
          role="status"
          action={
            <Button variant="quiet" onClick={swap}>
              {t('swap')}
            </Button>
          }
        >
          {t('swapped')}
        </Notice>
      )}
      {remark.kind === 'right' && remark.underGuardianAge && (
        <Notice tone="wait" role="status" title={t('childTitle')}>
          {t('childText')}
        </Notice>
      )}
      <div className={styles.purpose}>
        <p>{consent.why}</p>
        <p>{t('voluntary')}</p>
        <details>
          <summary>{t('purpose')}</summary>
          <ConsentText consent={consent} />
        </details>
      </div>
      <Agreement label={t('agree', { title: consent.title, version: consent.version })} error={errorOf('consent')} />
      <Button type="submit" wide busy={submit.isPending} busyLabel={t('submitting')}>
        {again ? t('submitAgain') : t('submit')}
      </Button>
    </form>
  );
}

/** What is known of the number while it is typed. */
function Remark({ remark }: { remark: NumberRemark }) {
  const t = useStrings();
  if (remark.kind === 'nothing') return null;
  return (
    <p className={styles[remark.kind]} role={remark.kind === 'count' ? undefined : 'status'}>
      {remark.kind === 'count' && t('typed', { length: remark.length })}
      {remark.kind === 'fault' && t(`fault.${remark.reason}`, { length: remark.length })}
      {remark.kind === 'right' && t('right', { date: formatFullDate(`${remark.birthDate}T12:00:00+08:00`) })}
    </p>
  );
}

function Agreement({ label, error }: { label: string; error: string | undefined }) {
  return (
    <div className={styles.agreement}>
      <label>
        <input type="checkbox" name="consent" aria-invalid={error === undefined ? undefined : true} aria-describedby={error === undefined ? undefined : 'consent-error'} />
        <span>{label}</span>
      </label>
      {error !== undefined && (
        <p id="consent-error" className={styles.fault} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
