import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { DOCUMENT_NAMES } from '@xuexi/domain';
import { Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { Panel } from '../../components/panel';
import { errorBeside } from '../../lib/problem';

import styles from './claims-page.module.css';
import { useReveal } from './use-learner-data';

const REASON_MIN = 5;

/** 完整证件信息 of a learner: asked for with a reason, shown until it is hidden, kept nowhere. */
export function RevealPanel({ personId }: { personId: string }) {
  const { t } = useTranslation('realName');
  const reveal = useReveal(personId);
  const [reason, setReason] = useState('');
  const [tooShort, setTooShort] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const short = [...reason.trim()].length < REASON_MIN;
    setTooShort(short);
    if (!short) reveal.mutate(reason);
  };
  const hide = () => {
    reveal.reset();
    setReason('');
  };
  return (
    <Panel title={t('reveal.title')}>
      <p className={styles.note}>{t('reveal.lead')}</p>
      {reveal.data === undefined ? (
        <form className={styles.form} onSubmit={submit} noValidate>
          <Field label={t('reveal.reason')} hint={t('reveal.reasonHint')} error={tooShort ? t('reveal.tooShort') : fieldProblem(reveal.error, 'reason')}>
            <TextInput value={reason} maxLength={200} autoComplete="off" onChange={(event) => setReason(event.target.value)} />
          </Field>
          <ProblemNotice error={errorBeside(reveal.error, ['reason'])} />
          <div>
            <Button type="submit" variant="secondary" busy={reveal.isPending} busyLabel={t('reveal.busy')}>
              {t('reveal.action')}
            </Button>
          </div>
        </form>
      ) : (
        <Revealed data={reveal.data} onHide={hide} />
      )}
    </Panel>
  );
}

function Revealed({ data: { name, documentKind, idNumber, phones, claim }, onHide }: { data: Api['Revealed']; onHide: () => void }) {
  const { t } = useTranslation('realName');
  const facts = [
    [t('reveal.name'), name ?? t('reveal.noRealName')],
    [t('reveal.document'), documentKind === null ? t('none') : DOCUMENT_NAMES[documentKind]],
    [t('reveal.number'), idNumber ?? t('none')],
    [t('reveal.phones'), phones.length === 0 ? t('reveal.noPhone') : phones.join('、')],
    ...(claim === null ? [] : [[t('reveal.claim'), [claim.name, DOCUMENT_NAMES[claim.documentKind], claim.idNumber].join(' ')]]),
  ];
  return (
    <div className={styles.form}>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{t('reveal.hint')}</p>
      <div>
        <Button variant="secondary" small onClick={onHide}>
          {t('reveal.hide')}
        </Button>
      </div>
    </div>
  );
}
