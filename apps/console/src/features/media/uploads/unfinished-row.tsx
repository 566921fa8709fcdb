import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatBytes, formatDateTime, Notice, ProgressBar } from '@xuexi/ui';

import { FileButton } from '../file-button';
import { UploadProgress } from '../upload-progress';

import { FileRow } from './file-row';
import { RemoveButton } from './remove-button';
import styles from './uploads.module.css';
import { type UnfinishedUpload, useUploadSpace } from './use-space';
import { useLessonUpload, useUploadQueue } from './use-uploads';

/** An upload that broke off, here or on another device; while this page goes on with it, its progress. */
export function UnfinishedRow({ upload }: { upload: UnfinishedUpload }) {
  const { fileName, lesson, lessonId } = upload;
  const sending = useLessonUpload(lessonId);
  const space = useUploadSpace();
  const queue = useUploadQueue();
  const isSent = sending?.phase === 'sent';
  const { refetch } = space;
  useEffect(() => {
    if (!isSent) return;
    queue.forget(lessonId);
    void refetch();
  }, [isSent, queue, lessonId, refetch]);
  return (
    <FileRow fileName={fileName} lesson={lesson}>
      {sending === undefined || isSent ? <Standing upload={upload} /> : <UploadProgress upload={sending} chooser={null} />}
    </FileRow>
  );
}

function Standing({ upload: { id, fileName, lesson, lessonId, bytes, receivedBytes, expiresAt } }: { upload: UnfinishedUpload }) {
  const { t } = useTranslation('media');
  const queue = useUploadQueue();
  const [other, setOther] = useState<File | null>(null);
  const choose = (file: File) => {
    setOther(file.size === bytes ? null : file);
    if (file.size === bytes && lesson !== null) queue.add({ lessonId, lessonTitle: lesson.title, courseId: lesson.courseId, file, resumes: id });
  };
  return (
    <>
      <ProgressBar value={receivedBytes / bytes} label={t('upload.label', { lesson: fileName })} tone="ochre" />
      <span className={styles.hint}>{t('space.received', { received: formatBytes(receivedBytes), total: formatBytes(bytes) })}</span>
      <span className={styles.hint}>{t('space.expires', { time: formatDateTime(expiresAt) })}</span>
      {other !== null && (
        <Notice tone="attention" role="alert">
          {t('space.otherFile', { file: other.name, size: formatBytes(other.size), expected: formatBytes(bytes) })}
        </Notice>
      )}
      <div className={styles.actions}>
        {lesson !== null && <FileButton label={t('space.resume')} onChoose={choose} />}
        <RemoveButton id={id} label={t('space.discard')} title={t('space.discardTitle', { file: fileName })} detail={t('space.discardDetail')} />
      </div>
    </>
  );
}
