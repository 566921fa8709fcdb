import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { Field, Loading, Notice, ProblemNotice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../../components/answer';
import { Button, LinkButton, TextArea, TextInput } from '../../../components/controls';
import { PageHead } from '../../../components/page-head';
import { Panel } from '../../../components/panel';

import styles from './marking.module.css';
import { type MarkingSheet, useMark, useMarkingSheet } from './use-marking';

/** What the marker has written of a question so far. */
interface Draft {
  points: string;
  remark: string;
}

/** The short answers of one attempt, each with its points and a remark. */
export function MarkingSheetPage() {
  const { attemptId = '' } = useParams();
  const sheet = useMarkingSheet(attemptId);
  return (
    <Answer query={sheet} skeleton={<Loading><SkeletonText lines={10} /></Loading>}>
      {(found) => <Sheet key={found.id} sheet={found} />}
    </Answer>
  );
}

function Sheet({ sheet }: { sheet: MarkingSheet }) {
  const { t } = useTranslation('marking');
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});
  const [asked, setAsked] = useState(false);
  const mark = useMark(sheet.id);
  const draftOf = (questionId: string): Draft => drafts[questionId] ?? { points: '', remark: '' };
  const faulty = sheet.questions.filter(({ questionId, points }) => pointsOf(draftOf(questionId), points) === null);
  const sum = sheet.questions.reduce((total, { questionId, points }) => total + (pointsOf(draftOf(questionId), points) ?? 0), sheet.markedPoints);
  const wordOf = (passed: boolean) => t(passed ? 'sheet.passes' : 'sheet.fails');
  const finish = () => {
    setAsked(true);
    if (faulty.length > 0) return;
    mark.mutate({ marks: sheet.questions.map(({ questionId, points }) => ({ questionId, points: pointsOf(draftOf(questionId), points)!, remark: draftOf(questionId).remark })) });
  };
  return (
    <>
      <PageHead
        path={[{ name: t('title'), to: '/marking' }]}
        title={t('sheet.title', { learner: sheet.learner, number: sheet.number })}
        lead={t('sheet.lead', { course: sheet.courseTitle, quiz: sheet.title, marked: sheet.markedPoints, max: sheet.maxPoints, pass: sheet.passPoints })}
      />
      {mark.data ? (
        <Notice tone="done" role="status" action={<LinkButton small variant="secondary" to="/marking">{t('more')}</LinkButton>}>
          {t('done', { points: mark.data.points, max: mark.data.maxPoints, passed: wordOf(mark.data.passed) })}
        </Notice>
      ) : (
        <>
          {sheet.questions.map((question, i) => (
            <Panel key={question.questionId} title={t('sheet.question', { number: i + 1 })}>
              <Question
                question={question}
                draft={draftOf(question.questionId)}
                asked={asked}
                onChange={(draft) => setDrafts((before) => ({ ...before, [question.questionId]: draft }))}
              />
            </Panel>
          ))}
          <ProblemNotice error={mark.error} />
          <div className={styles.finish}>
            <Button busy={mark.isPending} busyLabel={t('sheet.finishing')} onClick={finish}>
              {t('sheet.finish')}
            </Button>
            {faulty.length === 0 && <span>{t('sheet.sum', { points: sum, passed: wordOf(sum >= sheet.passPoints) })}</span>}
          </div>
        </>
      )}
    </>
  );
}

interface QuestionProps {
  question: MarkingSheet['questions'][number];
  draft: Draft;
  /** The marker wanted to finish: what is missing is said. */
  asked: boolean;
  onChange: (draft: Draft) => void;
}

function Question({ question, draft, asked, onChange }: QuestionProps) {
  const { t } = useTranslation('marking');
  const fault = asked && pointsOf(draft, question.points) === null ? t('sheet.missing', { points: question.points }) : undefined;
  return (
    <div className={styles.question}>
      <p className={styles.stem}>{question.stem}</p>
      <dl className={styles.texts}>
        <div>
          <dt>{t('sheet.answer')}</dt>
          <dd>{question.answer}</dd>
        </div>
        <div>
          <dt>{t('sheet.reference')}</dt>
          <dd>{question.reference === '' ? t('sheet.noReference') : question.reference}</dd>
        </div>
      </dl>
      <Field label={t('sheet.points', { points: question.points })} error={fault}>
        <TextInput className={styles.points} inputMode="numeric" autoComplete="off" value={draft.points} onChange={(event) => onChange({ ...draft, points: event.target.value })} />
      </Field>
      <Field label={t('sheet.remark')} hint={t('sheet.remarkHint')}>
        <TextArea rows={2} maxLength={200} value={draft.remark} onChange={(event) => onChange({ ...draft, remark: event.target.value })} />
      </Field>
    </div>
  );
}

/** The points that were written; null for what are none of this question. */
function pointsOf({ points }: Draft, most: number): number | null {
  if (!/^\d{1,4}$/.test(points.trim())) return null;
  const value = Number(points);
  return value <= most ? value : null;
}
