import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { EmptyState, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { LinkButton } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import { auditAddress, useAuditAddress } from './audit-address';
import { AuditEntryDialog } from './audit-entry-dialog';
import { AuditFilters } from './audit-filters';
import styles from './audit-page.module.css';
import { AuditTable } from './audit-table';
import { type AuditEntry, useAudit } from './use-audit';

/** 操作记录: what was done in the caller's regions, by whom, on whom and why. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const address = useAuditAddress();
  const audit = useAudit(address);
  const [shown, setShown] = useState<AuditEntry | null>(null);
  return (
    <>
      <PageHead path={useScopePath('audit.read')} title={t('title')} lead={t('lead')} />
      <AuditFilters key={auditAddress({ ...address, before: undefined })} address={address} known={audit.data?.items ?? []} />
      <Answer query={audit} skeleton={<Loading><SkeletonText lines={12} /></Loading>}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyState title={t('empty')}>{t('emptyDetail')}</EmptyState>
          ) : (
            <Panel title={t('list')}>
              <AuditTable entries={items} onShow={setShown} />
              <nav className={styles.paging} aria-label={t('paging')}>
                {address.before !== undefined && (
                  <LinkButton variant="secondary" small to={auditAddress({ ...address, before: undefined })}>
                    {t('newest')}
                  </LinkButton>
                )}
                {next !== null && (
                  <LinkButton variant="secondary" small to={auditAddress({ ...address, before: next })}>
                    {t('older')}
                  </LinkButton>
                )}
              </nav>
              <p className={styles.note}>{t('note')}</p>
            </Panel>
          )
        }
      </Answer>
      <AuditEntryDialog entry={shown} onClose={() => setShown(null)} />
    </>
  );
}
