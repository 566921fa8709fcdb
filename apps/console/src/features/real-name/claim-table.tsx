import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { DOCUMENT_NAMES } from '@xuexi/domain';
import { formatDateTime } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { type Column, DataTable } from '../../components/data-table';

import { ApproveDialog } from './approve-dialog';
import { ClaimFindings } from './claim-findings';
import styles from './claims-page.module.css';
import { RejectDialog } from './reject-dialog';
import type { RealNameClaim } from './use-claims';

export interface ClaimTableProps {
  claims: readonly RealNameClaim[];
  /** They wait: they can be picked and decided. */
  pending: boolean;
  picked: ReadonlySet<string>;
  onPick: (id: string) => void;
}

/** Whether a claim can be approved as it stands. */
const isClear = ({ conflict, guardianConsent }: RealNameClaim) => conflict === null && guardianConsent !== 'missing';

/** Claims, masked, with what is to be heeded and what can be done. */
export function ClaimTable({ claims, pending, picked, onPick }: ClaimTableProps) {
  const { t } = useTranslation('realName');
  const [deciding, setDeciding] = useState<{ claim: RealNameClaim; approve: boolean } | null>(null);
  const dismiss = () => setDeciding(null);
  const facts: Column<RealNameClaim>[] = [
    { key: 'document', head: t('document'), words: true, cell: ({ documentKind }) => DOCUMENT_NAMES[documentKind] },
    { key: 'number', head: t('number'), words: true, cell: ({ numberMasked }) => numberMasked ?? t('none') },
    { key: 'age', head: t('age'), cell: ({ age }) => age ?? t('none') },
    { key: 'sex', head: t('sex'), words: true, cell: ({ sex }) => (sex === null ? t('none') : t(`sexes.${sex}`)) },
    { key: 'finding', head: t('finding'), words: true, cell: (claim) => <ClaimFindings claim={claim} /> },
  ];
  const where: Column<RealNameClaim>[] = [
    { key: 'region', head: t('region'), words: true, cell: ({ region }) => region?.names.slice(-2).join(' ') ?? t('none') },
    { key: 'submittedAt', head: t('submittedAt'), words: true, cell: ({ submittedAt }) => formatDateTime(submittedAt) },
  ];
  const outcome: Column<RealNameClaim>[] = [
    { key: 'decidedAt', head: t('decidedAt'), words: true, cell: ({ decidedAt }) => (decidedAt === null ? t('none') : formatDateTime(decidedAt)) },
    { key: 'reason', head: t('reason'), words: true, cell: ({ rejection }) => (rejection === null ? t('none') : (rejection.note ?? rejection.text)) },
  ];
  const name: Column<RealNameClaim> = {
    key: 'name',
    head: t('name'),
    cell: (claim) => (
      <span className={styles.name}>
        {pending && isClear(claim) && (
          <input type="checkbox" aria-label={t('pickOf', { name: claim.nameMasked ?? '' })} checked={picked.has(claim.id)} onChange={() => onPick(claim.id)} />
        )}
        <Link to={`/learners/${claim.personId}`}>{claim.nameMasked ?? t('erased')}</Link>
      </span>
    ),
  };
  const act: Column<RealNameClaim> = {
    key: 'act',
    head: t('act'),
    words: true,
    acts: true,
    cell: (claim) => (
      <span className={styles.act}>
        {isClear(claim) && (
          <Button small onClick={() => setDeciding({ claim, approve: true })}>
            {t('approve.open')}
          </Button>
        )}
        <Button variant="secondary" small onClick={() => setDeciding({ claim, approve: false })}>
          {t('reject.open')}
        </Button>
      </span>
    ),
  };
  return (
    <>
      <DataTable label={t('list')} rows={claims} rowKey={({ id }) => id} columns={pending ? [name, ...facts, ...where, act] : [name, ...where, ...outcome]} />
      {deciding?.approve === true && <ApproveDialog claim={deciding.claim} onDone={dismiss} />}
      {deciding?.approve === false && <RejectDialog claim={deciding.claim} onDone={dismiss} />}
    </>
  );
}
