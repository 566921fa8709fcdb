import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import type { Api } from '@xuexi/api-client';
import { CAPTION_LIMITS, toVtt } from '@xuexi/domain';
import { problemOf } from '@xuexi/ui';

import { Button } from '../../../components/controls';
import { FileDrop } from '../../../components/file-drop';
import { FormDialog } from '../../../components/form-dialog';

import styles from './captions.module.css';
import { TRACK_FIELDS, TrackFields } from './track-fields';
import { type TrackAbout, useAddCaptions } from './use-captions';

export interface AddCaptionsProps {
  mediaId: string;
  courseId: string;
  /** Names that are taken. */
  taken: readonly string[];
  onAdded: (upload: Api['CaptionUpload']) => void;
  onDismiss: () => void;
}

/** Takes a caption file, or opens an empty track to be written by hand. */
export function AddCaptions({ mediaId, courseId, taken, onAdded, onDismiss }: AddCaptionsProps) {
  const { t } = useTranslation('captions');
  const navigate = useNavigate();
  const add = useAddCaptions(mediaId);
  const [about, setAbout] = useState<TrackAbout>({ label: freeLabel(t('about.first'), taken), language: 'zh-CN', dialect: false });
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const choose = (chosen: File) => {
    add.reset();
    const tooLarge = chosen.size > CAPTION_LIMITS.fileBytes;
    setFault(tooLarge ? t('add.tooLarge') : null);
    setFile(tooLarge ? null : chosen);
  };
  const submit = () => (file === null ? setFault(t('add.noFile')) : add.mutate({ ...about, file }, { onSuccess: onAdded }));
  const write = () => add.mutate({ ...about, file: toVtt([]) }, { onSuccess: ({ track }) => void navigate(`/courses/${courseId}/captions/${track.id}`) });
  const lines = (problemOf(add.error)?.fields ?? []).filter(({ field }) => !TRACK_FIELDS.includes(field));
  return (
    <FormDialog
      title={t('add.title')}
      lead={t('add.lead')}
      action={t('add.action')}
      busyLabel={t('add.busy')}
      busy={add.isPending}
      error={add.error}
      fields={[...TRACK_FIELDS, ...lines.map(({ field }) => field)]}
      onSubmit={submit}
      onDismiss={onDismiss}
    >
      <FileDrop file={file} accept=".srt,.vtt,.ass,.ssa" label={t('add.choose')} hint={t('add.chooseHint')} onChoose={choose} />
      {(fault !== null || lines.length > 0) && (
        <div className={styles.faults} role="alert">
          <strong>{t('add.refused')}</strong>
          <ul>{fault === null ? lines.map(({ field, message }) => <li key={field + message}>{message}</li>) : <li>{fault}</li>}</ul>
        </div>
      )}
      <TrackFields about={about} error={add.error} onChange={setAbout} />
      <p className={styles.write}>
        {t('add.without')}
        <Button variant="quiet" small onClick={write}>
          {t('add.write')}
        </Button>
      </p>
    </FormDialog>
  );
}

/** 「中文」, or the first of 「中文 2」 and so on that is free. */
function freeLabel(first: string, taken: readonly string[]): string {
  for (let number = 2, label = first; ; label = `${first} ${number++}`) if (!taken.includes(label)) return label;
}
