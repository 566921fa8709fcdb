import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { AUDIT_ACTIONS, type AuditAction } from '@xuexi/domain';
import { Field, Tag } from '@xuexi/ui';

import { LinkButton, Select, TextInput } from '../../components/controls';

import { type AuditAddress, auditAddress } from './audit-address';
import styles from './audit-page.module.css';
import type { AuditEntry } from './use-audit';
import { useAuditWords } from './use-audit-words';

const ACTIONS = Object.entries(AUDIT_ACTIONS) as [AuditAction, string][];

/** What the entries are searched by. Who and on whom is chosen in an entry itself, and shown here. */
export function AuditFilters({ address, known }: { address: AuditAddress; known: readonly AuditEntry[] }) {
  const { t } = useTranslation('audit');
  const navigate = useNavigate();
  const words = useAuditWords();
  const { accountId, subjectId } = address;
  const [from, setFrom] = useState(address.from ?? '');
  const [to, setTo] = useState(address.to ?? '');
  const byActor = known.find(({ actor }) => actor?.accountId === accountId);
  const bySubject = known.find(({ subject }) => subject?.id === subjectId);
  const searched = auditAddress({ ...address, before: undefined }) !== auditAddress({});
  return (
    <div role="search" className={styles.filters} aria-label={t('filters.label')}>
      <Field label={t('filters.from')}>
        <TextInput type="date" value={from} max={to || undefined} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label={t('filters.to')}>
        <TextInput type="date" value={to} min={from || undefined} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <Field label={t('filters.action')}>
        <Select value={address.action ?? ''} onChange={(event) => void navigate(auditAddress({ ...address, action: (event.target.value || undefined) as AuditAction | undefined, before: undefined }))}>
          <option value="">{t('filters.anyAction')}</option>
          {ACTIONS.map(([action, name]) => (
            <option key={action} value={action}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <LinkButton to={auditAddress({ ...address, from: from || undefined, to: to || undefined, before: undefined })}>{t('filters.apply')}</LinkButton>
      {searched && (
        <LinkButton variant="quiet" to={auditAddress({})}>
          {t('filters.clear')}
        </LinkButton>
      )}
      {(accountId !== undefined || subjectId !== undefined) && (
        <p className={styles.chosen}>
          {accountId !== undefined && <Tag>{t('filters.actorSet', { name: byActor ? words.actor(byActor) : accountId })}</Tag>}
          {subjectId !== undefined && <Tag>{t('filters.subjectSet', { name: bySubject ? words.subject(bySubject) : subjectId })}</Tag>}
        </p>
      )}
    </div>
  );
}
