import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { formatDateTime, Tag, type Tone } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { type Column, DataTable } from '../../components/data-table';
import { useSignedIn } from '../../lib/session';

import styles from './corrections.module.css';
import { DecisionDialog, type Decision } from './decision-dialog';
import type { Correction } from './use-corrections';

const TONES: Record<Correction['state'], Tone> = { waiting: 'ochre', posted: 'bamboo', rejected: 'cinnabar', withdrawn: 'neutral' };

/** Corrections with who asked, on which paper, and what the person signed in can do about each. */
export function CorrectionTable({ corrections }: { corrections: readonly Correction[] }) {
  const { t } = useTranslation('corrections');
  const [open, setOpen] = useState<{ decision: Decision; correction: Correction } | null>(null);
  const columns: Column<Correction>[] = [
    { key: 'learner', head: t('learner'), cell: ({ name, personId }) => <Link to={`/learners/${personId}/credits`}>{name}</Link> },
    { key: 'what', head: t('what'), words: true, cell: ({ kind, title }) => <span className={styles.long}>{`${t(`kind.${kind}`)} · ${title}`}</span> },
    { key: 'credits', head: t('credits'), cell: ({ credits, year }) => t('worth', { credits, year }) },
    { key: 'reason', head: t('reason'), words: true, cell: ({ reason, decisionNote }) => <span className={styles.long}>{decisionNote === null ? reason : `${reason}（${decisionNote}）`}</span> },
    { key: 'paper', head: t('paper'), words: true, cell: ({ document }) => (document === null ? t('noPaper') : <a href={`/api/credit-documents/${document.id}`}>{document.name}</a>) },
    { key: 'asked', head: t('asked'), words: true, cell: ({ requestedBy, requestedAt }) => t('askedAt', { name: requestedBy, time: formatDateTime(requestedAt) }) },
    {
      key: 'state',
      head: t('state'),
      words: true,
      cell: ({ state, decidedBy, decidedAt }) => (
        <>
          <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag> {decidedBy !== null && decidedAt !== null && <span className={styles.quiet}>{t('decided', { name: decidedBy, time: formatDateTime(decidedAt) })}</span>}
        </>
      ),
    },
    { key: 'acts', head: t('acts'), words: true, acts: true, cell: (correction) => <Acts correction={correction} onOpen={(decision) => setOpen({ decision, correction })} /> },
  ];
  return (
    <>
      <DataTable cards label={t('title')} columns={columns} rows={corrections} rowKey={({ id }) => id} />
      {open !== null && <DecisionDialog {...open} onDone={() => setOpen(null)} />}
    </>
  );
}

function Acts({ correction: { state, mine, name }, onOpen }: { correction: Correction; onOpen: (decision: Decision) => void }) {
  const { t } = useTranslation('corrections');
  const approves = useSignedIn().permissions.includes('credits.approve');
  if (state !== 'waiting') return null;
  const decisions: readonly Decision[] = mine ? ['withdraw'] : approves ? ['approve', 'reject'] : [];
  return (
    <span className={styles.acts}>
      {decisions.map((decision) => (
        <Button key={decision} small variant="quiet" aria-label={t(`${decision}.of`, { name })} onClick={() => onOpen(decision)}>
          {t(`${decision}.open`)}
        </Button>
      ))}
    </span>
  );
}
