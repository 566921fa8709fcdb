import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { toSrt, toVtt } from '@xuexi/domain';

import { Button } from '../../../components/controls';
import { FormDialog } from '../../../components/form-dialog';

import { type Cue, plain } from './editing';
import styles from './editor.module.css';
import { TRACK_FIELDS, TrackFields } from './track-fields';
import { type CaptionTrack, useChangeTrack } from './use-captions';

export interface EditorFootProps {
  track: CaptionTrack;
  cues: readonly Cue[];
  lessonTitle: string;
}

/** What is needed now and then: the file, what the track is called, and the keys. */
export function EditorFoot({ track, cues, lessonTitle }: EditorFootProps) {
  const { t } = useTranslation('captions');
  const [naming, setNaming] = useState(false);
  const name = `${lessonTitle}-${track.label}`;
  return (
    <div className={styles.foot}>
      <div className={styles.acts}>
        <Button variant="secondary" small onClick={() => download(`${name}.srt`, toSrt(plain(cues)))}>
          {t('page.download', { format: 'SRT' })}
        </Button>
        <Button variant="secondary" small onClick={() => download(`${name}.vtt`, toVtt(plain(cues)))}>
          {t('page.download', { format: 'VTT' })}
        </Button>
        <Button variant="secondary" small onClick={() => setNaming(true)}>
          {t('page.about')}
        </Button>
      </div>
      <details>
        <summary>{t('keys.title')}</summary>
        <ul>
          {(['space', 'arrows', 'enter', 'split', 'delete', 'undo', 'escape'] as const).map((key) => (
            <li key={key}>{t(`keys.${key}`)}</li>
          ))}
        </ul>
      </details>
      {naming && <Naming track={track} onDone={() => setNaming(false)} />}
    </div>
  );
}

function Naming({ track, onDone }: { track: CaptionTrack; onDone: () => void }) {
  const { t } = useTranslation('captions');
  const change = useChangeTrack(track);
  const [about, setAbout] = useState({ label: track.label, language: track.language, dialect: track.dialect });
  return (
    <FormDialog
      title={t('page.about')}
      action={t('page.aboutAction')}
      busy={change.isPending}
      error={change.error}
      fields={TRACK_FIELDS}
      onSubmit={() => change.mutate(about, { onSuccess: onDone })}
      onDismiss={onDone}
    >
      <TrackFields about={about} error={change.error} onChange={setAbout} />
    </FormDialog>
  );
}

/** Hands a text over as a file, with the mark by which old programs on Windows know UTF-8. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
