import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ORGANISATION_KINDS } from '@xuexi/domain';
import { formatFullDate } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';
import { type Column, DataTable } from '../../components/data-table';

import { OrganisationDialog } from './organisation-dialog';
import styles from './organisations-page.module.css';
import { type Organisation, useOrganisationChanges } from './use-organisations';

/** Organisations with what can be done with each. */
export function OrganisationTable({ organisations }: { organisations: readonly Organisation[] }) {
  const { t } = useTranslation('organisations');
  const { close } = useOrganisationChanges();
  const [changing, setChanging] = useState<Organisation | null>(null);
  const [closing, setClosing] = useState<Organisation | null>(null);
  const columns: Column<Organisation>[] = [
    { key: 'name', head: t('name'), cell: ({ name }) => name },
    { key: 'kind', head: t('kind'), words: true, cell: ({ kind }) => ORGANISATION_KINDS[kind] },
    { key: 'creditCode', head: t('creditCode'), words: true, cell: ({ creditCode }) => creditCode ?? t('noCode') },
    { key: 'region', head: t('region'), words: true, cell: ({ region }) => region.names.join(' ') },
    {
      key: 'acts',
      head: t('acts'),
      words: true,
      cell: (organisation) =>
        organisation.closedAt === null ? (
          <span className={styles.acts}>
            <Button small variant="quiet" aria-label={t('change.of', { name: organisation.name })} onClick={() => setChanging(organisation)}>
              {t('change.open')}
            </Button>
            <Button small variant="quiet" danger aria-label={t('close.of', { name: organisation.name })} onClick={() => setClosing(organisation)}>
              {t('close.open')}
            </Button>
          </span>
        ) : (
          t('closedOn', { date: formatFullDate(organisation.closedAt) })
        ),
    },
  ];
  const dismiss = () => {
    setClosing(null);
    close.reset();
  };
  return (
    <>
      <DataTable label={t('list')} columns={columns} rows={organisations} rowKey={({ id }) => id} />
      {changing !== null && <OrganisationDialog organisation={changing} onDone={() => setChanging(null)} />}
      {closing !== null && (
        <ConfirmDialog
          open
          title={t('close.title', { name: closing.name })}
          action={t('close.action')}
          danger
          busy={close.isPending}
          error={close.error}
          onConfirm={() => close.mutate(closing.id, { onSuccess: dismiss })}
          onDismiss={dismiss}
        >
          {t('close.detail')}
        </ConfirmDialog>
      )}
    </>
  );
}
