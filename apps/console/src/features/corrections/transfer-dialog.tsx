import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatCredits } from '@xuexi/domain';
import { Field, problemOf } from '@xuexi/ui';

import { FileDrop } from '../../components/file-drop';
import { FormDialog } from '../../components/form-dialog';

import styles from './corrections.module.css';
import { readTransfer, TRANSFER_FILE } from './transfer-file';
import { type SignedTransfer, useIssuers, useTransfer } from './use-transfers';

/** Takes over what another platform has signed: the file, what it says, and what is wrong with it. */
export function TransferDialog({ personId, onDone, onDismiss }: { personId: string; onDone: (said: string) => void; onDismiss: () => void }) {
  const { t } = useTranslation('corrections');
  const take = useTransfer(personId);
  const { data: issuers } = useIssuers();
  const isNowhere = issuers?.items.every(({ endedAt }) => endedAt !== null) ?? false;
  const [file, setFile] = useState<File | null>(null);
  const [signed, setSigned] = useState<SignedTransfer | null>(null);
  const [fault, setFault] = useState<'missing' | 'unreadable' | null>(null);
  const choose = (chosen: File) => {
    setFile(chosen);
    take.reset();
    void readTransfer(chosen).then((read) => {
      setSigned(read);
      setFault(read === null ? 'unreadable' : null);
    });
  };
  const submit = () => {
    if (isNowhere) return;
    if (signed === null) return setFault(file === null ? 'missing' : 'unreadable');
    take.mutate(signed, { onSuccess: ({ repeated, credits, date }) => onDone(t(repeated ? 'transfer.repeated' : 'transfer.done', { credits, year: date.slice(0, 4) })) });
  };
  // What the server finds is in the file: all of it stands beside the file.
  const faults = problemOf(take.error)?.fields ?? [];
  const said = fault === null ? faults.map(({ message }) => message).join('；') || undefined : t(`transfer.${fault}`);
  return (
    <FormDialog title={t('transfer.title')} lead={t('transfer.lead')} action={t('transfer.action')} busy={take.isPending} error={take.error} fields={faults.map(({ field }) => field)} onSubmit={submit} onDismiss={onDismiss}>
      <Field label={t('transfer.file')} error={isNowhere ? t('transfer.nowhere') : said}>
        <FileDrop disabled={isNowhere} file={file} accept={TRANSFER_FILE} label={t('transfer.file')} hint={t('transfer.fileHint')} onChoose={choose} />
      </Field>
      {signed !== null && <Said signed={signed} />}
    </FormDialog>
  );
}

function Said({ signed: { document } }: { signed: SignedTransfer }) {
  const { t } = useTranslation('corrections');
  const lines = [
    ['transfer.about', document.title],
    ['credits', formatCredits(document.units)],
    ['transfer.date', document.date],
    ['transfer.to', document.to],
    ['transfer.issuer', document.issuer],
    ['transfer.number', document.id],
  ] as const;
  return (
    <dl className={styles.said} aria-label={t('transfer.says')}>
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{t(label)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
