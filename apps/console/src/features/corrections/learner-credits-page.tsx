import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { EmptyState, formatDateTime, Loading, Notice, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, Select } from '../../components/controls';
import { type Column, DataTable } from '../../components/data-table';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useSignedIn } from '../../lib/session';

import { AttendanceDialog } from './attendance-dialog';
import { GrantDialog } from './grant-dialog';
import { ReverseDialog } from './reverse-dialog';
import { TransferDialog } from './transfer-dialog';
import { type LearnerCredits, useLearnerCredits, useLearnerName } from './use-corrections';

type Entry = LearnerCredits['entries'][number];
type Asking = 'grant' | 'attend' | 'transfer' | Entry;

/** What a learner holds of a year, entry by entry, and what can be granted, recorded or taken back. */
export function LearnerCreditsPage() {
  const { t } = useTranslation('corrections');
  const { personId = '' } = useParams();
  const [year, setYear] = useState<number | undefined>();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const credits = useLearnerCredits(personId, year);
  const name = useLearnerName(personId);
  const corrects = useSignedIn().permissions.includes('credits.correct');
  const ask = (what: Asking) => {
    setSaid(null);
    setAsking(what);
  };
  const dialog = {
    onDone: (sentence: string) => {
      setAsking(null);
      setSaid(sentence);
    },
    onDismiss: () => setAsking(null),
  };
  return (
    <>
      <PageHead
        path={[{ name: t('held.back'), to: `/learners/${personId}` }]}
        title={name === null ? t('held.title') : t('held.titleOf', { name })}
        actions={
          corrects && (
            <>
              <Button variant="secondary" onClick={() => ask('attend')}>
                {t('attend.open')}
              </Button>
              <Button variant="secondary" onClick={() => ask('transfer')}>
                {t('transfer.open')}
              </Button>
              <Button onClick={() => ask('grant')}>{t('grant.open')}</Button>
            </>
          )
        }
      />
      {said !== null && (
        <Notice tone="done" role="status">
          {said}
        </Notice>
      )}
      <Answer query={credits} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {(held) => <Held held={held} corrects={corrects} onYear={setYear} onReverse={ask} />}
      </Answer>
      {asking === 'grant' && <GrantDialog personId={personId} {...dialog} />}
      {asking === 'attend' && <AttendanceDialog personId={personId} {...dialog} />}
      {asking === 'transfer' && <TransferDialog personId={personId} {...dialog} />}
      {asking !== null && typeof asking === 'object' && <ReverseDialog entry={asking} {...dialog} />}
    </>
  );
}

function Held({ held, corrects, onYear, onReverse }: { held: LearnerCredits; corrects: boolean; onYear: (year: number) => void; onReverse: (entry: Entry) => void }) {
  const { t } = useTranslation('corrections');
  const { year, years, credits, provisionalUnits, provisionalCredits, asOf, entries } = held;
  const columns: Column<Entry>[] = [
    { key: 'title', head: t('held.entry'), cell: (entry) => <EntryName entry={entry} /> },
    { key: 'credits', head: t('credits'), cell: (entry) => entry.credits },
    { key: 'kind', head: t('held.kind'), words: true, cell: ({ kind }) => t(`held.kinds.${kind}`) },
    { key: 'date', head: t('held.date'), words: true, cell: ({ date }) => date },
    ...(corrects ? [actsColumn(t, onReverse)] : []),
  ];
  return (
    <>
      <p>
        {t('held.sum', { year, credits, time: formatDateTime(asOf) })} {provisionalUnits !== 0 && t('held.provisional', { credits: provisionalCredits })}
      </p>
      <div>
        <Select compact aria-label={t('held.year')} value={year} onChange={(event) => onYear(Number(event.target.value))}>
          {years.map((one) => (
            <option key={one} value={one}>
              {t('held.yearOf', { year: one })}
            </option>
          ))}
        </Select>
      </div>
      {entries.length === 0 ? (
        <EmptyState title={t('held.none')}>{t('held.noneDetail')}</EmptyState>
      ) : (
        <Panel title={t('held.entries', { count: entries.length })}>
          <DataTable label={t('held.entries', { count: entries.length })} columns={columns} rows={entries} rowKey={({ id }) => id} />
        </Panel>
      )}
    </>
  );
}

function EntryName({ entry: { title, courseTitle, reversed } }: { entry: Entry }) {
  const { t } = useTranslation('corrections');
  return (
    <>
      {courseTitle === null ? title : `${title} · ${courseTitle}`} {reversed && <Tag>{t('held.reversed')}</Tag>}
    </>
  );
}

/** A reversal cannot be reversed, and an entry only once. */
function actsColumn(t: ReturnType<typeof useTranslation<'corrections'>>['t'], onReverse: (entry: Entry) => void): Column<Entry> {
  return {
    key: 'acts',
    head: t('acts'),
    words: true,
    acts: true,
    cell: (entry) =>
      entry.kind !== 'reversal' && !entry.reversed && (
        <Button small variant="quiet" aria-label={t('reverse.of', { title: entry.title })} onClick={() => onReverse(entry)}>
          {t('reverse.open')}
        </Button>
      ),
  };
}
