import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';

import { type Difficulty, DIFFICULTY_NAMES, QUESTION_KINDS, QUESTION_KIND_NAMES } from '@xuexi/domain';
import { EmptyState, Field, formatCount, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, Select, TextInput } from '../../components/controls';
import { Pager } from '../../components/pager';
import { Panel } from '../../components/panel';

import { QuestionList } from './question-list';
import { QuestionTableDialog } from './question-table-dialog';
import { QuizPage } from './quiz-page';
import styles from './quizzes.module.css';
import { type QuestionFilter, QUESTIONS_A_PAGE, useQuestions } from './use-bank';
import { useQuiz } from './use-quiz';

/** 题库: the questions of a course, found, made, copied and taken out. */
export function QuestionsPage() {
  const { t } = useTranslation('quizzes');
  const { courseId = '' } = useParams();
  const navigate = useNavigate();
  const [tabling, setTabling] = useState(false);
  const actions = (
    <>
      <Button variant="secondary" onClick={() => setTabling(true)}>
        {t('bank.table')}
      </Button>
      <Select compact aria-label={t('bank.new')} value="" onChange={(event) => void navigate(`/courses/${courseId}/questions/new/${event.target.value}`)}>
        <option value="" disabled>
          {t('bank.new')}
        </option>
        {QUESTION_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {QUESTION_KIND_NAMES[kind]}
          </option>
        ))}
      </Select>
    </>
  );
  return (
    <QuizPage courseId={courseId} title={t('bank.title')} lead={t('redraft')} actions={actions}>
      {(course) => (
        <>
          <Found courseId={courseId} editable={course.editable} />
          {tabling && <QuestionTableDialog courseId={courseId} onDone={() => setTabling(false)} />}
        </>
      )}
    </QuizPage>
  );
}

/** The filter as the address holds it. */
function filterOf(address: URLSearchParams): QuestionFilter {
  return {
    q: address.get('q') ?? '',
    kind: QUESTION_KINDS.find((kind) => kind === address.get('kind')),
    tag: address.get('tag') ?? '',
    difficulty: ([1, 2, 3] as const).find((difficulty) => String(difficulty) === address.get('difficulty')),
    archived: address.get('archived') === 'true',
    page: Math.max(1, Number(address.get('page')) || 1),
  };
}

function Found({ courseId, editable }: { courseId: string; editable: boolean }) {
  const { t } = useTranslation('quizzes');
  const [address] = useSearchParams();
  const filter = filterOf(address);
  const found = useQuestions(courseId, filter);
  const filtered = [...address.keys()].some((key) => key !== 'page');
  const linkTo = (page: number) => {
    const next = new URLSearchParams(address);
    next.set('page', String(page));
    return `?${next.toString()}`;
  };
  return (
    <>
      <Filters courseId={courseId} filter={filter} />
      <Answer query={found} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={t(filtered ? 'bank.none' : 'bank.empty')}>{t(filtered ? 'bank.noneDetail' : 'bank.emptyDetail')}</EmptyState>
          ) : (
            <Panel title={t('bank.list')} aside={<span className={styles.faint}>{t('bank.count', { total: formatCount(total) })}</span>}>
              <QuestionList courseId={courseId} questions={items} editable={editable} />
              <Pager
                page={filter.page}
                pageSize={QUESTIONS_A_PAGE}
                total={total}
                standing={t('bank.standing', { total: formatCount(total), page: filter.page, pages: Math.max(1, Math.ceil(total / QUESTIONS_A_PAGE)) })}
                linkTo={linkTo}
              />
            </Panel>
          )
        }
      </Answer>
    </>
  );
}

function Filters({ courseId, filter }: { courseId: string; filter: QuestionFilter }) {
  const { t } = useTranslation('quizzes');
  const [address, setAddress] = useSearchParams();
  const [text, setText] = useState(filter.q);
  const tags = [...new Set(useQuiz(courseId).data?.bank.flatMap((group) => group.tags))].sort((a, b) => a.localeCompare(b, 'zh'));
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(address);
    next.delete('page');
    if (value === '') next.delete(name);
    else next.set(name, value);
    setAddress(next);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set('q', text.trim());
  };
  return (
    <form role="search" className={styles.filters} onSubmit={submit}>
      <Field label={t('bank.search')}>
        <TextInput type="search" value={text} maxLength={100} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Field label={t('bank.kind')}>
        <Select value={filter.kind ?? ''} onChange={(event) => set('kind', event.target.value)}>
          <option value="">{t('bank.allKinds')}</option>
          {QUESTION_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {QUESTION_KIND_NAMES[kind]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('bank.difficulty')}>
        <Select value={filter.difficulty ?? ''} onChange={(event) => set('difficulty', event.target.value)}>
          <option value="">{t('bank.allDifficulties')}</option>
          {([1, 2, 3] as const satisfies readonly Difficulty[]).map((difficulty) => (
            <option key={difficulty} value={difficulty}>
              {DIFFICULTY_NAMES[difficulty]}
            </option>
          ))}
        </Select>
      </Field>
      {tags.length > 0 && (
        <Field label={t('bank.tag')}>
          <Select value={filter.tag} onChange={(event) => set('tag', event.target.value)}>
            <option value="">{t('bank.allTags')}</option>
            {tags.map((tag) => (
              <option key={tag}>{tag}</option>
            ))}
          </Select>
        </Field>
      )}
      <label className={styles.check}>
        <input type="checkbox" checked={filter.archived} onChange={(event) => set('archived', event.target.checked ? 'true' : '')} />
        {t('bank.archived')}
      </label>
      <Button type="submit" variant="secondary">
        {t('bank.find')}
      </Button>
    </form>
  );
}
