import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { BLANK, type Difficulty, DIFFICULTY_NAMES, QUIZ_LIMITS } from '@xuexi/domain';
import { Field, Notice, problemOf, ProblemNotice } from '@xuexi/ui';

import { Button, Select, TextArea, TextInput } from '../../components/controls';
import { Panel } from '../../components/panel';

import { faultsOf, inputOf, newDraft, type QuestionDraft, withStem } from './draft';
import { KindFields } from './kind-fields';
import { QuestionPreview } from './question-preview';
import styles from './quizzes.module.css';
import { useQuestionChanges } from './use-bank';

export interface QuestionEditorProps {
  courseId: string;
  /** Null: a new one. */
  questionId: string | null;
  begin: QuestionDraft;
  editable: boolean;
  onLeave: () => void;
}

/** Writes a question: its form at the left, what learners will see of it at the right. */
export function QuestionEditor({ courseId, questionId, begin, editable, onLeave }: QuestionEditorProps) {
  const { t } = useTranslation('quizzes');
  const { create, change } = useQuestionChanges(courseId);
  const [draft, setDraft] = useState(begin);
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const sending = questionId === null ? create : change;
  const faults = tried ? faultsOf(draft) : new Map<string, string>();
  const told = new Map([...(problemOf(sending.error)?.fields ?? []).map(({ field, message }): [string, string] => [field, message]), ...faults]);
  const edit = (next: QuestionDraft) => {
    setSaved(false);
    setDraft(next);
  };
  const save = (then: () => void) => {
    setTried(true);
    if (faultsOf(draft).size > 0) return;
    const body = inputOf(draft);
    if (questionId === null) create.mutate(body, { onSuccess: then });
    else change.mutate({ id: questionId, ...body }, { onSuccess: then });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save(onLeave);
  };
  const another = () =>
    save(() => {
      setDraft(newDraft(draft.content.kind, draft));
      setTried(false);
      setSaved(true);
    });
  return (
    <div className={styles.two}>
      <Panel title={t('question.form')}>
        <form className={styles.form} onSubmit={submit} noValidate>
          <fieldset className={styles.form} disabled={!editable}>
            <Stem draft={draft} error={told.get('content.stem')} onChange={edit} />
            <KindFields content={draft.content} faults={told} onChange={(content) => edit({ ...draft, content })} />
            <About draft={draft} faults={told} onChange={edit} />
          </fieldset>
          {tried && faults.size > 0 && (
            <Notice tone="attention" role="alert">
              {t('question.faulty')}
            </Notice>
          )}
          {told.size === 0 && <ProblemNotice error={sending.error} />}
          {saved && (
            <Notice tone="done" role="status">
              {t('question.saved')}
            </Notice>
          )}
          <div className={styles.answers}>
            <Button variant="quiet" onClick={onLeave}>
              {t('question.cancel')}
            </Button>
            {editable && questionId === null && (
              <Button variant="secondary" busy={sending.isPending} onClick={another}>
                {t('question.saveAndNext')}
              </Button>
            )}
            {editable && (
              <Button type="submit" busy={sending.isPending}>
                {t('question.save')}
              </Button>
            )}
          </div>
        </form>
      </Panel>
      <div className={styles.side}>
        <Panel title={t('question.preview')}>
          <QuestionPreview content={draft.content} />
          <p className={styles.faint}>{t('question.previewNote')}</p>
        </Panel>
      </div>
    </div>
  );
}

interface PartProps {
  draft: QuestionDraft;
  onChange: (draft: QuestionDraft) => void;
}

function Stem({ draft, error, onChange }: PartProps & { error: string | undefined }) {
  const { t } = useTranslation('quizzes');
  const { content } = draft;
  const blanks = content.kind === 'fill_in';
  const set = (stem: string) => onChange({ ...draft, content: withStem(content, stem) });
  return (
    <>
      <Field label={t('question.stem')} hint={t(blanks ? 'question.stemBlanks' : 'question.stemHint')} error={error}>
        <TextArea rows={3} value={content.stem} maxLength={QUIZ_LIMITS.stem} onChange={(event) => set(event.target.value)} />
      </Field>
      {blanks && (
        <Button variant="secondary" small className={styles.start} onClick={() => set(`${content.stem}${BLANK}`)}>
          {t('question.addBlank')}
        </Button>
      )}
    </>
  );
}

function About({ draft, faults, onChange }: PartProps & { faults: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('quizzes');
  const { content, difficulty, tags } = draft;
  const ofTags = [...faults].find(([field]) => field === 'tags' || field.startsWith('tags.'))?.[1];
  return (
    <>
      <Field label={t('question.explanation')} hint={t('question.explanationHint')} error={faults.get('content.explanation')}>
        <TextArea rows={2} value={content.explanation} maxLength={QUIZ_LIMITS.explanation} onChange={(event) => onChange({ ...draft, content: { ...content, explanation: event.target.value } })} />
      </Field>
      <div className={styles.pair}>
        <Field label={t('question.difficulty')}>
          <Select value={difficulty} onChange={(event) => onChange({ ...draft, difficulty: Number(event.target.value) as Difficulty })}>
            {Object.entries(DIFFICULTY_NAMES).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('question.tags')} hint={t('question.tagsHint')} error={ofTags}>
          <TextInput value={tags} maxLength={150} onChange={(event) => onChange({ ...draft, tags: event.target.value })} />
        </Field>
      </div>
    </>
  );
}
