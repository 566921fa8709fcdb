import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { pointsIn, questionsIn, QUIZ_LIMITS, quizSettingsFaults, quizShortages, shortageSentence } from '@xuexi/domain';
import { Field, Notice, ProblemNotice } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button, TextInput } from '../../components/controls';
import { Panel } from '../../components/panel';

import { DrawLines } from './draw-lines';
import { GroupFault } from './item-row';
import styles from './quizzes.module.css';
import { type QuizSettings, type TaughtQuiz, useQuizChanges } from './use-quiz';

export interface QuizSettingsFormProps {
  courseId: string;
  begin: QuizSettings;
  /** Whether the course has this quiz already. */
  kept: boolean;
  bank: TaughtQuiz['bank'];
  editable: boolean;
  onRemoved: () => void;
}

const FIRST_MINUTES = 30;

/** Sets a quiz, and says at once whether the bank can serve it. */
export function QuizSettingsForm({ courseId, begin, kept, bank, editable, onRemoved }: QuizSettingsFormProps) {
  const { t } = useTranslation('quizzes');
  const { set, remove } = useQuizChanges(courseId);
  const [settings, setSettings] = useState(begin);
  const [tried, setTried] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const faults = new Map(quizSettingsFaults(settings).map(({ path, message }) => [path.join('.'), message]));
  const told = tried ? faults : new Map<string, string>();
  const edit = (change: Partial<QuizSettings>) => {
    set.reset();
    setSettings({ ...settings, ...change });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.size === 0) set.mutate(settings);
  };
  const { title, draws, minutes } = settings;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Panel title={t('quiz.draws')}>
        <fieldset className={styles.form} disabled={!editable}>
          <Field label={t('quiz.name')} error={told.get('title')}>
            <TextInput value={title} maxLength={QUIZ_LIMITS.title} onChange={(event) => edit({ title: event.target.value })} />
          </Field>
          <p className={styles.faint}>{t('quiz.drawsHint')}</p>
          <DrawLines draws={draws} bank={bank} faults={told} onChange={(next) => edit({ draws: next })} />
          <GroupFault>{told.get('draws')}</GroupFault>
          <p className={styles.total}>{t('quiz.total', { questions: questionsIn(draws) || 0, points: pointsIn(draws) || 0 })}</p>
        </fieldset>
        {faults.size === 0 && <Supply draws={draws} bank={bank} />}
      </Panel>
      <Panel title={t('quiz.title')}>
        <fieldset className={styles.form} disabled={!editable}>
          <div className={styles.pair}>
            <label className={styles.check}>
              <input type="checkbox" checked={minutes !== null} onChange={(event) => edit({ minutes: event.target.checked ? FIRST_MINUTES : null })} />
              {t('quiz.timed')}
            </label>
            {minutes !== null && (
              <Field label={t('quiz.minutes')} error={told.get('minutes')}>
                <TextInput type="number" min={1} max={QUIZ_LIMITS.minutes} value={Number.isNaN(minutes) ? '' : minutes} onChange={(event) => edit({ minutes: event.target.valueAsNumber })} />
              </Field>
            )}
          </div>
          {(['shuffleQuestions', 'shuffleOptions', 'required'] as const).map((name) => (
            <label key={name} className={styles.check}>
              <input type="checkbox" checked={settings[name]} onChange={(event) => edit({ [name]: event.target.checked })} />
              {t(`quiz.${name}`)}
            </label>
          ))}
          <p className={styles.faint}>{t('quiz.rules')}</p>
        </fieldset>
      </Panel>
      <ProblemNotice error={set.error} />
      {set.isSuccess && (
        <Notice tone="done" role="status">
          {t('quiz.saved')}
        </Notice>
      )}
      {editable && (
        <div className={styles.answers}>
          {kept && (
            <Button variant="quiet" danger onClick={() => setLeaving(true)}>
              {t('quiz.remove')}
            </Button>
          )}
          <Button type="submit" busy={set.isPending}>
            {t('quiz.save')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={leaving}
        title={t('quiz.removeTitle')}
        action={t('quiz.remove')}
        danger
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: onRemoved })}
        onDismiss={() => setLeaving(false)}
      >
        <p>{t('quiz.removeDetail')}</p>
      </ConfirmDialog>
    </form>
  );
}

/** Whether a paper can be drawn from the bank as it is. */
function Supply({ draws, bank }: { draws: QuizSettings['draws']; bank: TaughtQuiz['bank'] }) {
  const { t } = useTranslation('quizzes');
  const shortages = quizShortages(draws, bank);
  if (shortages.length === 0) return <Notice tone="done">{t('quiz.enough')}</Notice>;
  return (
    <Notice tone="attention" title={t('quiz.short')} role="status">
      {shortages.map((shortage) => (
        <p key={shortage.draws.join()}>{shortageSentence(shortage, draws)}</p>
      ))}
    </Notice>
  );
}
