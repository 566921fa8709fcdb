import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { Dialog, Notice, ProblemNotice, fieldProblem } from '@xuexi/ui';

import { Button, SiteLinkButton } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { FileDrop } from '../../components/file-drop';
import { errorBeside } from '../../lib/problem';

import styles from './quizzes.module.css';
import { useQuestionTable } from './use-bank';

type Result = Api['QuestionImport'];

/** 导入和导出: a table is checked at once and imported when someone says so. */
export function QuestionTableDialog({ courseId, onDone }: { courseId: string; onDone: () => void }) {
  const { t } = useTranslation('quizzes');
  const table = useQuestionTable(courseId);
  const [file, setFile] = useState<File | null>(null);
  const choose = (chosen: File) => {
    setFile(chosen);
    table.mutate({ file: chosen, apply: false });
  };
  const result = table.data;
  const ready = result !== undefined && !result.applied && result.faulty === 0 && result.created + result.changed > 0;
  return (
    <Dialog open title={t('table.title')} onDismiss={onDone} className={styles.table}>
      <p className={styles.lead}>{t('table.lead')}</p>
      <div className={styles.acts}>
        <SiteLinkButton variant="secondary" href="/api/teaching/question-template.xlsx">
          {t('table.template')}
        </SiteLinkButton>
        <SiteLinkButton variant="secondary" href={`/api/teaching/courses/${courseId}/questions.xlsx`}>
          {t('table.export')}
        </SiteLinkButton>
      </div>
      <FileDrop file={file} accept=".xlsx,.csv" label={t('table.choose')} hint={t('table.chooseHint')} onChoose={choose} />
      {table.isPending && <Notice tone="wait" role="status">{t('table.checking')}</Notice>}
      <ProblemNotice error={errorBeside(table.error, ['file'])} />
      {fieldProblem(table.error, 'file') !== undefined && <Notice tone="attention" role="alert">{fieldProblem(table.error, 'file')}</Notice>}
      {result !== undefined && !table.isPending && <Outcome result={result} />}
      <div className={styles.answers}>
        <Button variant="quiet" onClick={onDone}>
          {t('table.close')}
        </Button>
        {ready && file !== null && <Button onClick={() => table.mutate({ file, apply: true })}>{t('table.apply')}</Button>}
      </div>
    </Dialog>
  );
}

function Outcome({ result }: { result: Result }) {
  const { t } = useTranslation('quizzes');
  const { rows, created, changed, unchanged, faulty, faults } = result;
  if (result.applied) return <Notice tone="done" role="status">{t('table.done', { created, changed, unchanged })}</Notice>;
  return (
    <>
      <Notice tone={faulty > 0 ? 'attention' : 'info'} role="status">
        <p>{t('table.result', { rows, created, changed, unchanged })}</p>
        {faulty > 0 && <p>{t('table.faulty', { faulty })}</p>}
      </Notice>
      {faults.length > 0 && (
        <DataTable
          label={t('table.faults')}
          rows={faults}
          rowKey={(fault) => `${fault.line} ${fault.cell} ${fault.message}`}
          columns={[
            { key: 'cell', head: t('table.cell'), cell: ({ cell, line }) => cell || String(line), words: true },
            { key: 'column', head: t('table.column'), cell: ({ column }) => column, words: true },
            { key: 'message', head: t('table.message'), cell: ({ message }) => <span className={styles.message}>{message}</span>, words: true },
          ]}
        />
      )}
      {faults.length >= 200 && <p className={styles.faint}>{t('table.more')}</p>}
    </>
  );
}
