import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatCredits } from '@xuexi/domain';
import { Field, problemOf } from '@xuexi/ui';

import { FileDrop } from '../../components/file-drop';
import { FormDialog } from '../../components/form-dialog';

import styles from './corrections.module.css';
import { readTransfer, TRANSFER_FILE } from './transfer-file';
import { type SignedTransfer, useIssuers, useTransfer } from './use-transfers';

interface Chosen {
  file: File;
  isRead: boolean;
  /** What it says; null before it is read, and for a file of another kind. */
  signed: SignedTransfer | null;
}

/** Takes over what another platform has signed: the file, what it says, and what is wrong with it. */
export function TransferDialog({ personId, onDone, onDismiss }: { personId: string; onDone: (said: string) => void; onDismiss: () => void }) {
  const { t } = useTranslation('corrections');
  const take = useTransfer(personId);
  const { data: issuers } = useIssuers();
  const isNowhere = issuers?.items.every(({ endedAt }) => endedAt !== null) ?? false;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [isMissing, setMissing] = useState(false);
  const signed = chosen?.signed ?? null;
  const choose = (file: File) => {
    setChosen({ file, isRead: false, signed: null });
    setMissing(false);
    take.reset();
    // Whoever chooses another file meanwhile means that one, whichever is read first.
    void readTransfer(file).then((read) => setChosen((now) => (now?.file === file ? { file, isRead: true, signed: read } : now)));
  };
  const submit = () => {
    if (isNowhere) return;
    if (chosen === null) return setMissing(true);
    if (signed === null) return;
    take.mutate(signed, { onSuccess: ({ repeated, credits, date }) => onDone(t(repeated ? 'transfer.repeated' : 'transfer.done', { credits, year: date.slice(0, 4) })) });
  };
  // What the server finds is in the file: all of it stands beside the file.
  const faults = problemOf(take.error)?.fields ?? [];
  const fault = isMissing ? 'missing' : chosen?.isRead && signed === null ? 'unreadable' : null;
  const said = fault === null ? faults.map(({ message }) => message).join('；') || undefined : t(`transfer.${fault}`);
  return (
    <FormDialog title={t('transfer.title')} lead={t('transfer.lead')} action={t('transfer.action')} busy={take.isPending || (chosen !== null && !chosen.isRead)} error={take.error} fields={faults.map(({ field }) => field)} onSubmit={submit} onDismiss={onDismiss}>
      <Field label={t('transfer.file')} error={isNowhere ? t('transfer.nowhere') : said}>
        <FileDrop disabled={isNowhere} file={chosen?.file ?? null} accept={TRANSFER_FILE} label={t('transfer.file')} hint={t('transfer.fileHint')} onChoose={choose} />
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
