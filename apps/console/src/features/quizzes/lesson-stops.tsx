import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { AUTO_MARKED_KINDS, QUESTION_KIND_NAMES, QUIZ_LIMITS } from '@xuexi/domain';
import { Field, fieldProblem, formatClock, Notice, ProblemNotice, Tag } from '@xuexi/ui';

import { Button, LinkButton, Select, TextInput } from '../../components/controls';
import { FormDialog } from '../../components/form-dialog';
import { Panel } from '../../components/panel';

import styles from './quizzes.module.css';
import { useQuestionChoices } from './use-bank';
import { type Checkpoint, useSetCheckpoints } from './use-quiz';

export interface LessonStopsProps {
  courseId: string;
  lessonId: string;
  /** Length of the video. */
  seconds: number;
  checkpoints: readonly Checkpoint[];
  /** The video that plays beside; null until it is there. */
  element: HTMLVideoElement | null;
  editable: boolean;
}

/** Where one lesson stops; a question is added at the second at which the video stands. */
export function LessonStops({ courseId, lessonId, seconds, checkpoints, element, editable }: LessonStopsProps) {
  const { t } = useTranslation('quizzes');
  const set = useSetCheckpoints(courseId, lessonId);
  const now = Math.min(Math.max(1, useSecond(element)), Math.max(1, seconds - 1));
  const [adding, setAdding] = useState<number | null>(null);
  const items = checkpoints.map(({ atSecond, questionId }) => ({ atSecond, questionId }));
  const full = items.length >= QUIZ_LIMITS.checkpoints;
  const begin = () => {
    element?.pause();
    set.reset();
    setAdding(now);
  };
  return (
    <Panel title={t('stops.list')} aside={editable && !full && <Button onClick={begin}>{t('stops.here', { time: formatClock(now) })}</Button>}>
      {checkpoints.length === 0 && <p className={styles.faint}>{t('stops.empty')}</p>}
      <ol className={styles.questions}>
        {checkpoints.map(({ atSecond, kind, stem }) => {
          const time = formatClock(atSecond);
          return (
            <li key={atSecond} aria-label={time}>
              <div className={styles.about}>
                <Button variant="secondary" small aria-label={t('stops.show', { time })} onClick={() => element !== null && (element.currentTime = atSecond)}>
                  {time}
                </Button>
                <Tag tone="cobalt">{QUESTION_KIND_NAMES[kind]}</Tag>
              </div>
              <p className={styles.stem}>{stem}</p>
              {editable && (
                <Button variant="quiet" small danger className={styles.start} aria-label={t('stops.removeNamed', { time })} busy={set.isPending} onClick={() => set.mutate(items.filter((item) => item.atSecond !== atSecond))}>
                  {t('stops.remove')}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      {full && <Notice>{t('stops.full')}</Notice>}
      {adding === null && <ProblemNotice error={set.error} />}
      {adding !== null && (
        <AddStop courseId={courseId} begin={adding} taken={items.map(({ atSecond }) => atSecond)} busy={set.isPending} error={set.error} onAdd={(item) => set.mutate([...items, item], { onSuccess: () => setAdding(null) })} onDismiss={() => setAdding(null)} />
      )}
    </Panel>
  );
}

interface AddStopProps {
  courseId: string;
  begin: number;
  taken: readonly number[];
  busy: boolean;
  error: unknown;
  onAdd: (item: { atSecond: number; questionId: string }) => void;
  onDismiss: () => void;
}

function AddStop({ courseId, begin, taken, busy, error, onAdd, onDismiss }: AddStopProps) {
  const { t } = useTranslation('quizzes');
  const [atSecond, setAtSecond] = useState(begin);
  const [search, setSearch] = useState('');
  const [questionId, setQuestionId] = useState('');
  const [tried, setTried] = useState(false);
  const found = useQuestionChoices(courseId, search);
  const choices = found.data?.filter(({ kind }) => AUTO_MARKED_KINDS.includes(kind)) ?? [];
  const place = taken.length;
  const whole = Number.isInteger(atSecond);
  const atFault = taken.includes(atSecond) ? t('stops.taken') : fieldProblem(error, `items.${place}.atSecond`);
  const submit = () => {
    setTried(true);
    if (whole && !taken.includes(atSecond) && questionId !== '') onAdd({ atSecond, questionId });
  };
  return (
    <FormDialog
      title={t('stops.addTitle', { time: whole ? formatClock(atSecond) : '' })}
      action={t('stops.add')}
      busy={busy}
      error={error}
      fields={[`items.${place}.atSecond`, `items.${place}.questionId`]}
      onSubmit={submit}
      onDismiss={onDismiss}
    >
      <Field label={t('stops.seconds')} error={atFault}>
        <TextInput type="number" min={1} value={whole ? atSecond : ''} onChange={(event) => setAtSecond(event.target.valueAsNumber)} />
      </Field>
      {found.data !== undefined && choices.length === 0 && search === '' ? (
        <Notice tone="attention" action={<LinkButton variant="secondary" small to={`/courses/${courseId}/questions`}>{t('stops.toBank')}</LinkButton>}>
          {t('stops.noQuestions')}
        </Notice>
      ) : (
        <>
          <Field label={t('bank.search')}>
            <TextInput type="search" value={search} maxLength={100} onChange={(event) => setSearch(event.target.value)} />
          </Field>
          <Field label={t('stops.question')} error={tried && questionId === '' ? t('stops.choose') : fieldProblem(error, `items.${place}.questionId`)}>
            <Select value={questionId} onChange={(event) => setQuestionId(event.target.value)}>
              <option value="">{t('stops.choose')}</option>
              {choices.map(({ id, kind, content }) => (
                <option key={id} value={id}>
                  {`${QUESTION_KIND_NAMES[kind]}：${content.stem}`}
                </option>
              ))}
            </Select>
          </Field>
        </>
      )}
    </FormDialog>
  );
}

/** The whole second at which a video stands. */
function useSecond(element: HTMLVideoElement | null): number {
  const [second, setSecond] = useState(0);
  useEffect(() => {
    if (element === null) return;
    const read = () => setSecond(Math.floor(element.currentTime));
    const events = ['timeupdate', 'seeked', 'loadedmetadata'] as const;
    for (const event of events) element.addEventListener(event, read);
    return () => {
      for (const event of events) element.removeEventListener(event, read);
    };
  }, [element]);
  return second;
}
