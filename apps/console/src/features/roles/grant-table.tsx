import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ROLE_NAMES } from '@xuexi/domain';
import { formatFullDate, Tag } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';
import { DataTable } from '../../components/data-table';

import { type RoleGrant, useRevokeRole } from './use-roles';

const TONES = { current: 'bamboo', upcoming: 'ochre', ended: 'neutral' } as const;

/** Grants with their period and their reason; those that the caller may end have a button for it. */
export function GrantTable({ grants }: { grants: readonly RoleGrant[] }) {
  const { t } = useTranslation('roles');
  const [ending, setEnding] = useState<RoleGrant | null>(null);
  const revoke = useRevokeRole();
  const dismiss = () => {
    setEnding(null);
    revoke.reset();
  };
  const regionOf = ({ region }: RoleGrant) => region?.names.join(' ') ?? t('wholeInstallation');
  return (
    <>
      <DataTable
        label={t('title')}
        rows={grants}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', head: t('holder'), cell: ({ nameMasked, displayName }) => t('named', { name: nameMasked, displayName }) },
          { key: 'role', head: t('role'), words: true, cell: ({ role }) => ROLE_NAMES[role] },
          { key: 'region', head: t('region'), words: true, cell: regionOf },
          { key: 'state', head: t('state'), words: true, cell: ({ state }) => <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag> },
          { key: 'period', head: t('period'), words: true, cell: (grant) => <Period grant={grant} /> },
          { key: 'reason', head: t('reason'), words: true, cell: ({ reason }) => reason ?? t('none') },
          { key: 'grantedBy', head: t('grantedBy'), words: true, cell: ({ grantedBy }) => grantedBy ?? t('installation') },
          {
            key: 'end',
            head: t('act'),
            words: true,
            acts: true,
            cell: (grant) =>
              grant.mayEnd ? (
                <Button variant="secondary" small danger onClick={() => setEnding(grant)}>
                  {t('revoke.open')}
                </Button>
              ) : grant.revokedBy === null ? (
                t('none')
              ) : (
                t('revoke.by', { name: grant.revokedBy })
              ),
          },
        ]}
      />
      <ConfirmDialog
        open={ending !== null}
        title={t('revoke.title')}
        action={t('revoke.action')}
        danger
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => ending && revoke.mutate(ending.id, { onSuccess: dismiss })}
        onDismiss={dismiss}
      >
        {ending && t('revoke.detail', { name: ending.nameMasked, role: ROLE_NAMES[ending.role], region: regionOf(ending) })}
      </ConfirmDialog>
    </>
  );
}

/** Days, the last one included: a grant ends with its last day, or at the moment it was ended. */
function Period({ grant: { validFrom, validTo } }: { grant: RoleGrant }) {
  const { t } = useTranslation('roles');
  if (validTo === null) return t('periodOpen', { from: formatFullDate(validFrom) });
  return t('periodUntil', { from: formatFullDate(validFrom), to: formatFullDate(new Date(Date.parse(validTo) - 1)) });
}
