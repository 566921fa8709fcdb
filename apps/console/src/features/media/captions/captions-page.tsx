import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import type { Api } from '@xuexi/api-client';
import { Loading, Notice, Skeleton, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../../components/answer';
import { PageHead } from '../../../components/page-head';

import { CaptionEditor } from './caption-editor';
import { CaptionsToRead } from './captions-to-read';
import { readDraft } from './draft';
import styles from './editor.module.css';
import { useCaptions, useCourseOf } from './use-captions';

/** 修改字幕: the cues of one track on a timeline. */
export function CaptionsPage() {
  const { t } = useTranslation('captions');
  const { courseId = '', trackId = '' } = useParams();
  const captions = useCaptions(trackId);
  const course = useCourseOf(courseId);
  const [round, setRound] = useState(0);
  const track = captions.data?.track;
  const lessonTitle = course.data && track ? (titleOf(course.data, track.mediaId) ?? course.data.title) : t('page.title');
  const reload = () => void captions.refetch().then(() => setRound((before) => before + 1));
  return (
    <>
      <PageHead
        path={[{ name: t('page.courses'), to: '/courses' }, ...(course.data ? [{ name: course.data.title, to: `/courses/${courseId}` }] : [])]}
        title={track ? `${lessonTitle} · ${track.label}` : t('page.title')}
      />
      <Answer query={captions} skeleton={<EditorSkeleton />}>
        {(data) =>
          course.data?.editable === false ? (
            <>
              <Notice tone="wait">{t('inReview')}</Notice>
              <CaptionsToRead mediaId={data.track.mediaId} />
            </>
          ) : (
            <CaptionEditor key={`${trackId} ${round}`} captions={data} draft={readDraft(trackId)} lessonTitle={lessonTitle} onReload={reload} />
          )
        }
      </Answer>
    </>
  );
}

/** The lesson that shows a video; absent when it shows another one by now. */
function titleOf({ chapters }: Api['TaughtCourseDetail'], mediaId: string): string | undefined {
  return chapters.flatMap(({ lessons }) => lessons).find(({ media }) => media?.id === mediaId)?.title;
}

function EditorSkeleton() {
  return (
    <Loading className={styles.two}>
      <div className={styles.film}>
        <Skeleton width="100%" height="100%" />
      </div>
      <SkeletonText lines={10} />
    </Loading>
  );
}
