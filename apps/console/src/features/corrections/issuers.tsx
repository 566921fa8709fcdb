import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { EmptyState, Field, fieldProblem, formatDateTime, Loading, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button, TextArea, TextInput } from '../../components/controls';
import { type Column, DataTable } from '../../components/data-table';
import { FormDialog } from '../../components/form-dialog';
import { Panel } from '../../components/panel';

import { type Issuer, useIssuerChanges, useIssuers } from './use-transfers';

const FIELDS = ['id', 'name', 'publicKey'] as const;
type Name = (typeof FIELDS)[number];

/** 可转入的平台: whose signatures hold; registering one, and ending it. */
export function Issuers() {
  const { t } = useTranslation('corrections');
  const issuers = useIssuers();
  const [asking, setAsking] = useState<'new' | Issuer | null>(null);
  const close = () => setAsking(null);
  const open = <Button onClick={() => setAsking('new')}>{t('issuers.open')}</Button>;
  return (
    <>
      <Answer query={issuers} skeleton={<Loading><SkeletonText lines={6} /></Loading>}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('issuers.none')} action={open}>
              {t('issuers.noneDetail')}
            </EmptyState>
          ) : (
            <Panel title={t('transfers.part.issuers')} aside={open}>
              <IssuerTable issuers={items} onEnd={setAsking} />
            </Panel>
          )
        }
      </Answer>
      {asking === 'new' && <IssuerDialog onDone={close} />}
      {asking !== null && asking !== 'new' && <EndDialog issuer={asking} onDone={close} />}
    </>
  );
}

function IssuerTable({ issuers, onEnd }: { issuers: readonly Issuer[]; onEnd: (issuer: Issuer) => void }) {
  const { t } = useTranslation('corrections');
  const columns: Column<Issuer>[] = [
    { key: 'name', head: t('issuers.name'), cell: ({ name }) => name },
    { key: 'id', head: t('issuers.id'), words: true, cell: ({ id }) => id },
    {
      key: 'state',
      head: t('issuers.state'),
      words: true,
      cell: ({ endedAt }) => (endedAt === null ? <Tag tone="bamboo">{t('issuers.active')}</Tag> : <Tag>{t('issuers.ended', { time: formatDateTime(endedAt) })}</Tag>),
    },
    { key: 'since', head: t('issuers.since'), words: true, cell: ({ createdAt }) => formatDateTime(createdAt) },
    {
      key: 'acts',
      head: t('acts'),
      words: true,
      acts: true,
      cell: (issuer) =>
        issuer.endedAt === null && (
          <Button small variant="quiet" aria-label={t('issuers.endOf', { name: issuer.name })} onClick={() => onEnd(issuer)}>
            {t('issuers.end')}
          </Button>
        ),
    },
  ];
  return <DataTable label={t('transfers.part.issuers')} columns={columns} rows={issuers} rowKey={({ id }) => id} />;
}

/** Registers a platform by the key that it signs with. */
function IssuerDialog({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('corrections');
  const { register } = useIssuerChanges();
  const [typed, setTyped] = useState<Record<Name, string>>({ id: '', name: '', publicKey: '' });
  const [missing, setMissing] = useState<readonly Name[]>([]);
  const submit = () => {
    const lacking = FIELDS.filter((name) => typed[name].trim() === '');
    setMissing(lacking);
    if (lacking.length === 0) register.mutate(typed, { onSuccess: onDone });
  };
  const errorOf = (name: Name) => (missing.includes(name) ? t('attend.missing') : fieldProblem(register.error, name));
  const change = (name: Name) => (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value });
  return (
    <FormDialog title={t('issuers.open')} lead={t('issuers.lead')} action={t('issuers.action')} busy={register.isPending} error={register.error} fields={FIELDS} onSubmit={submit} onDismiss={onDone}>
      <Field label={t('issuers.name')} error={errorOf('name')}>
        <TextInput maxLength={60} value={typed.name} onChange={change('name')} />
      </Field>
      <Field label={t('issuers.id')} hint={t('issuers.idHint')} error={errorOf('id')}>
        <TextInput maxLength={40} autoCapitalize="none" spellCheck={false} value={typed.id} onChange={change('id')} />
      </Field>
      <Field label={t('issuers.key')} hint={t('issuers.keyHint')} error={errorOf('publicKey')}>
        <TextArea rows={4} maxLength={400} spellCheck={false} value={typed.publicKey} onChange={change('publicKey')} />
      </Field>
    </FormDialog>
  );
}

function EndDialog({ issuer: { id, name }, onDone }: { issuer: Issuer; onDone: () => void }) {
  const { t } = useTranslation('corrections');
  const { end } = useIssuerChanges();
  return (
    <ConfirmDialog open title={t('issuers.endTitle', { name })} action={t('issuers.end')} danger busy={end.isPending} error={end.error} onConfirm={() => end.mutate(id, { onSuccess: onDone })} onDismiss={onDone}>
      {t('issuers.endDetail')}
    </ConfirmDialog>
  );
}
