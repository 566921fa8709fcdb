import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Tag } from '@xuexi/ui';

import { DataTable } from '../../components/data-table';

import type { ListedLearner } from './use-learners';

const TONES = { unverified: 'neutral', pending: 'ochre', verified: 'bamboo', rejected: 'cinnabar' } as const;

interface LearnerTableProps {
  learners: readonly ListedLearner[];
  /** Where a name leads; without it to the learner. */
  linkTo?: (personId: string) => string;
}

/** Learners, masked; the name leads on. */
export function LearnerTable({ learners, linkTo = (personId) => `/learners/${personId}` }: LearnerTableProps) {
  const { t } = useTranslation('learners');
  return (
    <DataTable
      label={t('list')}
      rows={learners}
      rowKey={({ personId }) => personId}
      columns={[
        { key: 'name', head: t('name'), cell: ({ personId, nameMasked }) => <Link to={linkTo(personId)}>{nameMasked ?? t('noName')}</Link> },
        {
          key: 'verification',
          head: t('verification'),
          words: true,
          cell: ({ verification }) => <Tag tone={TONES[verification]}>{t(`verifications.${verification}`)}</Tag>,
        },
        { key: 'region', head: t('region'), words: true, cell: ({ region }) => region?.names.slice(-2).join(' ') ?? t('none') },
        { key: 'organisation', head: t('organisation'), words: true, cell: ({ organisationName }) => organisationName ?? t('none') },
        { key: 'sex', head: t('sex'), words: true, cell: ({ sex }) => (sex === null ? t('none') : t(`sexes.${sex}`)) },
        { key: 'age', head: t('ageHead'), cell: ({ age }) => age ?? t('none') },
        { key: 'phone', head: t('phone'), words: true, cell: ({ phoneMasked }) => phoneMasked ?? t('none') },
        { key: 'idNumber', head: t('idNumber'), words: true, cell: ({ idNumberMasked }) => idNumberMasked ?? t('none') },
        { key: 'loginNumber', head: t('loginNumber'), words: true, cell: ({ loginNumber }) => loginNumber ?? t('none') },
        { key: 'registeredOn', head: t('registeredOn'), cell: ({ registeredOn }) => registeredOn ?? t('none') },
      ]}
    />
  );
}
