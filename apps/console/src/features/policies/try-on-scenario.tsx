import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatCredits } from '@xuexi/domain';
import { Notice, ProblemNotice, problemOf } from '@xuexi/ui';

import { DataTable } from '../../components/data-table';
import { FileDrop } from '../../components/file-drop';
import { Panel } from '../../components/panel';

import styles from './policies.module.css';
import { type ScenarioResult, useTryScenario } from './use-policies';

/** Runs a scenario file under the policy: what it would earn, beside what its own policy gives. */
export function TryOnScenario({ policyId }: { policyId: string }) {
  const { t } = useTranslation('policies');
  const run = useTryScenario(policyId);
  const [file, setFile] = useState<File | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const choose = async (chosen: File) => {
    setFile(chosen);
    run.reset();
    const scenario = scenarioIn(await chosen.text());
    setUnreadable(scenario === null);
    if (scenario !== null) run.mutate(scenario);
  };
  const fault = problemOf(run.error)?.fields?.[0];
  return (
    <Panel title={t('scenario.title')}>
      <p className={styles.note}>{t('scenario.detail')}</p>
      <FileDrop file={file} accept=".json" label={t('scenario.choose')} hint={t('scenario.hint')} onChoose={(chosen) => void choose(chosen)} />
      {unreadable && (
        <Notice tone="attention" role="alert">
          {t('scenario.unreadable')}
        </Notice>
      )}
      {fault === undefined ? (
        <ProblemNotice error={run.error} />
      ) : (
        <Notice tone="attention" role="alert" title={t('scenario.fault', { path: fault.field })}>
          {fault.message}
        </Notice>
      )}
      {run.data !== undefined && <Totals result={run.data} />}
    </Panel>
  );
}

function Totals({ result: { totals, refused } }: { result: ScenarioResult }) {
  const { t } = useTranslation('policies');
  return (
    <>
      <DataTable
        label={t('scenario.totals')}
        rows={totals}
        rowKey={({ person, year }) => `${person} ${year}`}
        columns={[
          { key: 'person', head: t('scenario.person'), cell: ({ person }) => person },
          { key: 'year', head: t('scenario.year'), cell: ({ year }) => year },
          { key: 'before', head: t('scenario.before'), cell: ({ unitsBefore }) => (unitsBefore === null ? t('scenario.none') : formatCredits(unitsBefore)) },
          { key: 'after', head: t('scenario.after'), cell: ({ credits }) => credits },
          { key: 'target', head: t('scenario.target'), words: true, cell: ({ targetMet }) => t(targetMet ? 'scenario.met' : 'scenario.notMet') },
        ]}
      />
      {refused.length > 0 && <p className={styles.note}>{t('scenario.refused', { count: refused.length })}</p>}
    </>
  );
}

/** Null for what is no JSON object. */
function scenarioIn(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : null;
  } catch {
    return null;
  }
}
