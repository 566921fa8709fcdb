import { useTranslation } from 'react-i18next';

import { ProblemNotice, Tag } from '@xuexi/ui';

import styles from './course-settings.module.css';
import { type TaughtLesson, useChangeLesson } from './use-teaching';

/** 必修 or 选修; of a document, which is never complete, there is nothing to say. */
export function LessonRequired({ lesson, editable }: { lesson: TaughtLesson; editable: boolean }) {
  const { t } = useTranslation('catalog');
  const change = useChangeLesson(lesson.id);
  if (lesson.media?.kind === 'document') return null;
  if (!editable) return lesson.required ? null : <Tag>{t('required.optional')}</Tag>;
  return (
    <>
      <label className={styles.check}>
        <input type="checkbox" checked={!(change.isPending ? change.variables.required : lesson.required)} disabled={change.isPending} onChange={(event) => change.mutate({ required: !event.target.checked })} />
        <span>
          {t('required.optional')}
          <small>{t('required.hint')}</small>
        </span>
      </label>
      <ProblemNotice error={change.error} />
    </>
  );
}
