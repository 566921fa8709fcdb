import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isInstallationWide, ROLE_NAMES, shanghaiDate } from '@xuexi/domain';
import { Field, fieldProblem } from '@xuexi/ui';

import { Select, TextArea, TextInput } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';
import { RegionSelect } from '../../components/region-select';
import { useScopeRoots } from '../../lib/regions';

import { CandidateField } from './candidate-field';
import { RoleMeaning } from './role-meaning';
import styles from './roles-page.module.css';
import { type NewRoleGrant, type RoleCandidate, type RoleGrant, useGrantRole } from './use-roles';

const FIELDS = ['accountId', 'role', 'regionId', 'validFrom', 'validTo', 'reason'];

export interface GrantDialogProps {
  /** The roles that the caller may give. */
  grantable: readonly NewRoleGrant['role'][];
  onDone: (grant: RoleGrant) => void;
  onDismiss: () => void;
}

/** Gives a role: to whom, which, where, from when to when, and why. */
export function GrantDialog({ grantable, onDone, onDismiss }: GrantDialogProps) {
  const { t } = useTranslation('roles');
  const grant = useGrantRole();
  const roots = useScopeRoots('roles.grant');
  const today = shanghaiDate(Date.now());
  const [candidate, setCandidate] = useState<RoleCandidate | null>(null);
  const [role, setRole] = useState(grantable[0]);
  const [regions, setRegions] = useState<readonly string[]>([]);
  const [validFrom, setValidFrom] = useState(today);
  const [validTo, setValidTo] = useState('');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState<'accountId' | 'regionId' | 'reason' | null>(null);
  const wide = role !== undefined && isInstallationWide(role);
  const errorOf = (field: string) => (missing === field ? t(`grant.missing.${missing}`) : fieldProblem(grant.error, field));
  const submit = () => {
    // Whose only region it is need not choose it; who has several must.
    const regionId = wide ? null : (regions.at(-1) ?? (roots === null ? null : roots.length === 1 ? roots[0]?.id : undefined));
    const lacking = candidate === null ? 'accountId' : regionId === undefined ? 'regionId' : reason.trim() === '' ? 'reason' : null;
    setMissing(lacking);
    if (candidate === null || regionId === undefined || role === undefined || lacking !== null) return;
    grant.mutate({ accountId: candidate.accountId, role, regionId, validFrom, validTo: validTo === '' ? null : validTo, reason }, { onSuccess: onDone });
  };
  return (
    <FormDialog
      title={t('grant.title')}
      before={<CandidateField candidate={candidate} error={errorOf('accountId')} onFound={setCandidate} />}
      action={t('grant.action')}
      busy={grant.isPending}
      busyLabel={t('grant.busy')}
      error={grant.error}
      fields={FIELDS}
      onSubmit={submit}
      onDismiss={onDismiss}
    >
      <Field label={t('role')} error={errorOf('role')}>
        <Select value={role} onChange={(event) => setRole(grantable.find((each) => each === event.target.value))}>
          {grantable.map((each) => (
            <option key={each} value={each}>
              {ROLE_NAMES[each]}
            </option>
          ))}
        </Select>
      </Field>
      {role !== undefined && <RoleMeaning role={role} />}
      {wide ? (
        <p className={styles.note}>{t('grant.wide')}</p>
      ) : (
        <Field label={t('region')} hint={t('grant.regionHint')} error={errorOf('regionId')}>
          <RegionSelect permission="roles.grant" chain={regions} onChange={setRegions} />
        </Field>
      )}
      <div className={styles.dates}>
        <Field label={t('grant.from')} error={errorOf('validFrom')}>
          <TextInput type="date" min={today} value={validFrom} onChange={(event) => setValidFrom(event.target.value)} />
        </Field>
        <Field label={t('grant.to')} error={errorOf('validTo')}>
          <TextInput type="date" min={validFrom} value={validTo} onChange={(event) => setValidTo(event.target.value)} />
        </Field>
      </div>
      <p className={styles.note}>{t('grant.toHint')}</p>
      <Field label={t('reason')} hint={t('grant.reasonHint')} error={errorOf('reason')}>
        <TextArea rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
