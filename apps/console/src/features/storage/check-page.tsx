import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { formatBytes, formatCount, formatDateTime, Loading, Notice, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';

import { stateOf, TONES } from './check-state';
import styles from './storage.module.css';
import { isUnderWay, type StorageCheck, useRepair, useStorageCheck } from './use-storage';

/** One check: what it found, and the way to have it repaired. */
export function StorageCheckPage() {
  const { checkId = '' } = useParams();
  const check = useStorageCheck(checkId);
  return (
    <Answer query={check} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
      {(found) => <Details check={found} />}
    </Answer>
  );
}

function Details({ check }: { check: StorageCheck }) {
  const { t } = useTranslation('storage');
  const { requestedBy, startedAt, files, bytes } = check;
  return (
    <>
      <PageHead
        path={[{ name: t('title'), to: '/storage' }, { name: t('one.crumb') }]}
        title={t('one.title', { at: formatDateTime(startedAt) })}
        beside={<Tag tone={TONES[stateOf(check)]}>{t(`states.${stateOf(check)}`)}</Tag>}
        lead={t('one.lead', { by: requestedBy ?? t('history.nightly'), files: formatCount(files), bytes: formatBytes(bytes) })}
      />
      {isUnderWay(check) ? (
        <Notice tone="wait" role="status" title={t(check.repair ? 'running.repair' : 'running.check')}>{t('running.detail')}</Notice>
      ) : (
        <Outcome check={check} />
      )}
      {check.findings.length > 0 && <Findings check={check} />}
    </>
  );
}

function Outcome({ check }: { check: StorageCheck }) {
  const { t } = useTranslation('storage');
  const { missing, strays, strayBytes, repair } = check;
  const state = stateOf(check);
  if (state === 'agrees') return <Notice tone="done" role="status">{t('one.agrees')}</Notice>;
  if (state === 'failed' || state === 'repairFailed') return <Notice tone="attention" role="status">{t(`one.${state}`)}</Notice>;
  if (repair !== null) {
    const { by, at, removed, removedBytes, remade, noted } = repair;
    return (
      <Notice tone="done" role="status" title={t('one.repaired.title', { by: by ?? '', at: formatDateTime(at) })}>
        {t('one.repaired.detail', { removed: formatCount(removed), bytes: formatBytes(removedBytes), remade: formatCount(remade), noted: formatCount(noted) })}
      </Notice>
    );
  }
  return (
    <>
      <ul className={styles.meaning}>
        {missing > 0 && <li>{t('one.missing', { files: formatCount(missing) })}</li>}
        {strays > 0 && <li>{t('one.strays', { files: formatCount(strays), bytes: formatBytes(strayBytes) })}</li>}
      </ul>
      <Repair check={check} />
    </>
  );
}

function Repair({ check: { id, findings } }: { check: StorageCheck }) {
  const { t } = useTranslation('storage');
  const repair = useRepair(id);
  const [asking, setAsking] = useState(false);
  const [strays, missing] = [findings.filter(({ kind }) => kind === 'stray').length, findings.filter(({ kind }) => kind === 'missing').length];
  return (
    <div className={styles.actions}>
      <Button onClick={() => setAsking(true)}>{t('one.repair.action')}</Button>
      <ConfirmDialog
        open={asking}
        danger={strays > 0}
        title={t('one.repair.title')}
        action={t('one.repair.confirm')}
        busy={repair.isPending}
        error={repair.error}
        onConfirm={() => repair.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onDismiss={() => setAsking(false)}
      >
        {strays > 0 && <p>{t('one.repair.strays', { files: formatCount(strays) })}</p>}
        {missing > 0 && <p>{t('one.repair.missing', { files: formatCount(missing) })}</p>}
      </ConfirmDialog>
    </div>
  );
}

function Findings({ check: { findings, missing, strays } }: { check: StorageCheck }) {
  const { t } = useTranslation('storage');
  return (
    <Panel title={t('findings.title')}>
      <DataTable
        label={t('findings.title')}
        rows={findings}
        rowKey={({ kind, key }) => `${kind} ${key}`}
        columns={[
          { key: 'key', head: t('findings.key'), words: true, cell: (finding) => <About finding={finding} /> },
          { key: 'kind', head: t('findings.kind'), words: true, cell: (finding) => t(standingOf(finding)) },
          { key: 'part', head: t('findings.part'), words: true, cell: ({ part }) => t(`parts.${part}`) },
          { key: 'bytes', head: t('findings.bytes'), cell: ({ bytes }) => (bytes === null ? t('findings.none') : formatBytes(bytes)) },
        ]}
      />
      {missing + strays > findings.length && <p className={styles.note}>{t('findings.first', { shown: formatCount(findings.length), all: formatCount(missing + strays) })}</p>}
    </Panel>
  );
}

/** What is the matter with a file, or what a repair did about it. */
function standingOf({ kind, part, outcome }: StorageCheck['findings'][number]) {
  if (outcome === null) return `findings.kinds.${kind}` as const;
  // Tables are imported by staff, not by instructors.
  return outcome === 'noted' && part === 'imports' ? 'findings.outcomes.import' : (`findings.outcomes.${outcome}` as const);
}

/** Whose file it is, and where it lies. */
function About({ finding: { about, key } }: { finding: StorageCheck['findings'][number] }) {
  const { t } = useTranslation('storage');
  return (
    <div className={styles.about}>
      {about !== null && <span>{t('findings.about', { course: about.courseTitle, lesson: about.lessonTitle, name: about.instructorName })}</span>}
      <code className={styles.key}>{key}</code>
    </div>
  );
}
