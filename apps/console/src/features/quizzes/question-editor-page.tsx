import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';

import { QUESTION_KINDS, QUESTION_KIND_NAMES, type QuestionKind } from '@xuexi/domain';
import { EmptyState, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';

import { newDraft } from './draft';
import { QuestionEditor } from './question-editor';
import { QuizPage } from './quiz-page';
import { useQuestion } from './use-bank';

/** Starts a question of a kind. */
export function NewQuestionPage() {
  const { t } = useTranslation(['quizzes', 'common']);
  const { courseId = '', kind: asked } = useParams();
  const kind = QUESTION_KINDS.find((one) => one === asked);
  if (kind === undefined) return <EmptyState title={t('common:absent.title')}>{t('common:absent.detail')}</EmptyState>;
  return <Editing courseId={courseId} kind={kind} title={t('question.newTitle', { kind: QUESTION_KIND_NAMES[kind] })} />;
}

/** Changes a question. */
export function QuestionPage() {
  const { t } = useTranslation('quizzes');
  const { courseId = '', questionId = '' } = useParams();
  const question = useQuestion(courseId, questionId);
  const navigate = useNavigate();
  const kind = question.data?.kind;
  return (
    <QuizPage courseId={courseId} title={kind === undefined ? t('question.form') : t('question.changeTitle', { kind: QUESTION_KIND_NAMES[kind] })} lead={kind && t(`kindHint.${kind}`)}>
      {(course) => (
        <Answer query={question} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
          {({ id, content, difficulty, tags }) => (
            <QuestionEditor key={id} courseId={courseId} questionId={id} begin={{ content, difficulty, tags: tags.join('、') }} editable={course.editable} onLeave={() => void navigate(`/courses/${courseId}/questions`)} />
          )}
        </Answer>
      )}
    </QuizPage>
  );
}

function Editing({ courseId, kind, title }: { courseId: string; kind: QuestionKind; title: string }) {
  const { t } = useTranslation('quizzes');
  const navigate = useNavigate();
  return (
    <QuizPage courseId={courseId} title={title} lead={t(`kindHint.${kind}`)}>
      {(course) => <QuestionEditor key={kind} courseId={courseId} questionId={null} begin={newDraft(kind)} editable={course.editable} onLeave={() => void navigate(`/courses/${courseId}/questions`)} />}
    </QuizPage>
  );
}
