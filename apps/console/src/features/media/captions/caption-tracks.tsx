import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { formatCount, Loading, Notice, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../../components/answer';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { Button, LinkButton } from '../../../components/controls';

import { AddCaptions } from './add-captions';
import styles from './captions.module.css';
import { type CaptionTrack, useCaptionTracks, useRemoveTrack } from './use-captions';

/** 字幕 of a video: what there is, and the way to more, except while its course is in review. */
export function CaptionTracks({ mediaId, courseId, editable }: { mediaId: string; courseId: string; editable: boolean }) {
  const { t } = useTranslation('captions');
  const id = useId();
  const tracks = useCaptionTracks(mediaId);
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<Api['CaptionUpload'] | null>(null);
  return (
    <section className={styles.captions} aria-labelledby={id}>
      <h5 id={id}>{t('title')}</h5>
      <Answer query={tracks} skeleton={<Loading><SkeletonText lines={1} /></Loading>}>
        {(items) => (
          <>
            {items.length === 0 && <p className={styles.hint}>{t('none')}</p>}
            <ul className={styles.tracks}>
              {items.map((track) => (
                <Track key={track.id} track={track} courseId={courseId} editable={editable} />
              ))}
            </ul>
            {added !== null && <Added upload={added} />}
            {editable ? (
              <div>
                <Button variant="secondary" small onClick={() => setAdding(true)}>
                  {t('add.open')}
                </Button>
              </div>
            ) : (
              <p className={styles.hint}>{t('inReview')}</p>
            )}
            {adding && (
              <AddCaptions
                mediaId={mediaId}
                courseId={courseId}
                taken={items.map(({ label }) => label)}
                onAdded={(upload) => {
                  setAdded(upload);
                  setAdding(false);
                }}
                onDismiss={() => setAdding(false)}
              />
            )}
          </>
        )}
      </Answer>
    </section>
  );
}

function Track({ track, courseId, editable }: { track: CaptionTrack; courseId: string; editable: boolean }) {
  const { t } = useTranslation('captions');
  const remove = useRemoveTrack(track);
  const [asking, setAsking] = useState(false);
  return (
    <li aria-label={track.label}>
      <span className={styles.name}>
        {track.label}
        <span className="num">{t('cues', { cues: formatCount(track.cueCount) })}</span>
        {track.dialect && <Tag tone="ochre">{t('dialectTag')}</Tag>}
      </span>
      {editable && (
        <>
          <LinkButton variant="secondary" small to={`/courses/${courseId}/captions/${track.id}`}>
            {t('edit')}
          </LinkButton>
          <Button variant="quiet" small danger onClick={() => setAsking(true)}>
            {t('remove.open')}
          </Button>
        </>
      )}
      <ConfirmDialog
        open={asking}
        title={t('remove.title', { label: track.label })}
        action={t('remove.action')}
        danger
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onDismiss={() => setAsking(false)}
      >
        {t('remove.text')}
      </ConfirmDialog>
    </li>
  );
}

/** What was found in a file that was taken. */
function Added({ upload: { track, notes } }: { upload: Api['CaptionUpload'] }) {
  const { t } = useTranslation('captions');
  return (
    <Notice tone="done" role="status" title={t('added.title', { label: track.label })}>
      <p>{t('added.text', { cues: formatCount(track.cueCount) })}</p>
      {notes.length > 0 && (
        <details className={styles.notes}>
          <summary>{t('added.notes', { count: notes.length })}</summary>
          <ul>
            {notes.map(({ line, message }) => (
              <li key={`${line}${message}`}>{message}</li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  );
}
