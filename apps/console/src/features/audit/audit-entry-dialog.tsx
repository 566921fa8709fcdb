import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Dialog, formatDateTime } from '@xuexi/ui';

import { Button, LinkButton } from '../../components/controls';

import { auditAddress } from './audit-address';
import { AuditDetails } from './audit-details';
import styles from './audit-page.module.css';
import { useAuditWords } from './use-audit-words';
import type { AuditEntry } from './use-audit';

/** All that was recorded of one act. */
export function AuditEntryDialog({ entry, onClose }: { entry: AuditEntry | null; onClose: () => void }) {
  return (
    <Dialog open={entry !== null} title={entry?.actionName ?? ''} onDismiss={onClose}>
      {entry !== null && <Content entry={entry} onClose={onClose} />}
    </Dialog>
  );
}

function Content({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const { actor, subject, region, reason, address, device, details } = entry;
  const facts: [string, ReactNode][] = [
    [t('entry.sequence'), entry.sequence],
    [t('time'), formatDateTime(entry.at)],
    [t('actor'), words.actor(entry)],
    [t('entry.actorId'), actor?.accountId],
    [t('subject'), subject && words.subject(entry)],
    [t('entry.subjectId'), subject?.id],
    [t('region'), region === null ? t('wholeInstallation') : region.join(' / ')],
    [t('reason'), reason],
    [t('entry.address'), address],
    [t('entry.device'), device],
    [t('entry.details'), Object.keys(details).length === 0 ? null : <AuditDetails key="details" details={details} />],
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => value !== null && value !== undefined && value !== '' && <Fact key={name} name={name} value={value} />)}
      </dl>
      <div className={styles.answers}>
        {actor !== null && (
          <LinkButton variant="quiet" to={auditAddress({ accountId: actor.accountId })} onClick={onClose}>
            {t('filters.onlyActor')}
          </LinkButton>
        )}
        {subject !== null && (
          <LinkButton variant="quiet" to={auditAddress({ subjectId: subject.id })} onClick={onClose}>
            {t('filters.onlySubject')}
          </LinkButton>
        )}
        <Button onClick={onClose}>{t('entry.close')}</Button>
      </div>
    </>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
