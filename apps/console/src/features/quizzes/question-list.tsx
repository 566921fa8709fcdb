import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { DIFFICULTY_NAMES, QUESTION_KIND_NAMES } from '@xuexi/domain';
import { ProblemNotice, Tag } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button, LinkButton } from '../../components/controls';

import styles from './quizzes.module.css';
import { type Question, useQuestionChanges } from './use-bank';

/** Questions of a bank with what can be done with each. */
export function QuestionList({ courseId, questions, editable }: { courseId: string; questions: readonly Question[]; editable: boolean }) {
  const { t } = useTranslation('quizzes');
  const { copy, archive, restore } = useQuestionChanges(courseId);
  const [leaving, setLeaving] = useState<Question | null>(null);
  return (
    <>
      <ol className={styles.questions}>
        {questions.map((question) => (
          <li key={question.id} aria-label={question.content.stem}>
            <div className={styles.about}>
              <Tag tone="cobalt">{QUESTION_KIND_NAMES[question.kind]}</Tag>
              <span>{DIFFICULTY_NAMES[question.difficulty]}</span>
              {question.tags.map((tag) => (
                <span key={tag}>{tag}</span>
              ))}
              {question.inVideos > 0 && <Tag tone="bamboo">{t('bank.inVideos', { count: question.inVideos })}</Tag>}
            </div>
            <p className={styles.stem}>{question.content.stem}</p>
            {editable && (
              <div className={styles.acts}>
                {question.archivedAt === null ? (
                  <>
                    <LinkButton variant="secondary" small to={`/courses/${courseId}/questions/${question.id}`}>
                      {t('bank.edit')}
                    </LinkButton>
                    <Button variant="quiet" small busy={copy.isPending && copy.variables === question.id} onClick={() => copy.mutate(question.id)}>
                      {t('bank.copy')}
                    </Button>
                    <Button variant="quiet" small danger onClick={() => setLeaving(question)}>
                      {t('bank.archive')}
                    </Button>
                  </>
                ) : (
                  <Button variant="secondary" small busy={restore.isPending && restore.variables === question.id} onClick={() => restore.mutate(question.id)}>
                    {t('bank.restore')}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
      <ProblemNotice error={copy.error ?? restore.error} />
      <ConfirmDialog
        open={leaving !== null}
        title={t('bank.archiveTitle')}
        action={t('bank.archive')}
        danger
        busy={archive.isPending}
        error={archive.error}
        onConfirm={() => leaving !== null && archive.mutate(leaving.id, { onSuccess: () => setLeaving(null) })}
        onDismiss={() => {
          archive.reset();
          setLeaving(null);
        }}
      >
        <p>{leaving?.content.stem}</p>
        <p>{t('bank.archiveDetail')}</p>
      </ConfirmDialog>
    </>
  );
}
