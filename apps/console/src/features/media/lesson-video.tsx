import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { formatDateTime, Notice } from '@xuexi/ui';

import { CaptionTracks } from './captions/caption-tracks';
import { FileButton } from './file-button';
import styles from './lesson-video.module.css';
import { MediaStanding } from './media-standing';
import { OtherFile } from './other-file';
import { UploadProgress } from './upload-progress';
import { useLessonUpload, useUploadQueue } from './uploads/use-uploads';
import { useHandover } from './use-handover';

export interface LessonVideoProps {
  courseId: string;
  lesson: Api['TaughtLesson'];
  editable: boolean;
  /** The course has to be read anew: a video came, or became ready, or failed. The same function on every drawing. */
  onChanged: () => Promise<void>;
}

/** The video of a lesson from choosing the file to looking at what the learners will get. */
export function LessonVideo({ courseId, lesson, editable, onChanged }: LessonVideoProps) {
  const { t } = useTranslation('media');
  const queue = useUploadQueue();
  const upload = useLessonUpload(lesson.id);
  const { media } = lesson;
  const [other, setOther] = useState<File | null>(null);
  useHandover(upload, onChanged);
  const isFirst = media === null || media.state === 'uploading';
  const unfinished = media?.state === 'uploading' && upload === undefined ? media : null;
  const send = (file: File, resumes?: string) => {
    setOther(null);
    queue.add({ lessonId: lesson.id, lessonTitle: lesson.title, courseId, file, ...(resumes !== undefined && { resumes }) });
  };
  const choose = (file: File) => {
    if (unfinished === null) send(file);
    else if (file.size === unfinished.bytes) send(file, unfinished.id);
    else setOther(file);
  };
  const chooser = editable && <FileButton label={isFirst ? t('choose') : t('chooseAgain')} onChoose={choose} />;
  return (
    <div className={styles.video}>
      {media?.takenDown && (
        <Notice tone="attention" title={t('takenDown.title')}>
          {t('takenDown.text', { time: formatDateTime(media.takenDown.at), reason: media.takenDown.reason })}
        </Notice>
      )}
      {upload !== undefined && <UploadProgress upload={upload} chooser={chooser} />}
      {media !== null && (upload === undefined || media.complete) && (
        <MediaStanding media={media} lessonTitle={lesson.title} editable={editable} onChanged={onChanged}>
          {upload === undefined && chooser}
        </MediaStanding>
      )}
      {editable && unfinished !== null && other !== null && <OtherFile unfinished={unfinished} other={other} onChoose={choose} onReplaced={() => send(other)} />}
      {media !== null && media.kind !== 'document' && media.durationSeconds !== null && <CaptionTracks mediaId={media.id} courseId={courseId} editable={editable} />}
      {media === null && upload === undefined && <p className={styles.hint}>{editable ? `${t('none')}${t('chooseHint')}` : t('none')}</p>}
      {media === null && upload === undefined && <div className={styles.actions}>{chooser}</div>}
    </div>
  );
}
