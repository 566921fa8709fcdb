import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { formatCount, problemOf, ProblemNotice } from '@xuexi/ui';

import { Button } from '../../../components/controls';

import { Conflict } from './conflict';
import { CueList } from './cue-list';
import { type Draft, keepDraft } from './draft';
import { overlaps, plain, saidAt } from './editing';
import { EditorFoot } from './editor-foot';
import styles from './editor.module.css';
import { FilmView } from './film-view';
import { LeaveGuard } from './leave-guard';
import { remarksOf } from './remarks';
import { RestoredDraft } from './restored-draft';
import { Timeline } from './timeline';
import { useSaveCaptions } from './use-captions';
import { type CueEditor, useCueEditor } from './use-cue-editor';
import { useEditorKeys } from './use-editor-keys';
import { useFilm } from './use-film';

export interface CaptionEditorProps {
  captions: Api['Captions'];
  /** What this browser kept of the last time. */
  draft: Draft | null;
  lessonTitle: string;
  /** Reads the track anew and begins with it. */
  onReload: () => void;
}

/** The editor: film and strip at the left, every cue at the right. */
export function CaptionEditor({ captions, draft, lessonTitle, onReload }: CaptionEditorProps) {
  const { t } = useTranslation('captions');
  const { track, durationMs } = captions;
  const editor = useCueEditor(captions.cues, draft?.cues ?? null, durationMs);
  const [version, setVersion] = useState(draft?.version ?? track.version);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const film = useFilm(video);
  const save = useSaveCaptions(track.id);
  const overlapping = useMemo(() => overlaps(editor.cues), [editor.cues]);
  const remarks = useMemo(() => remarksOf(editor.cues, overlapping, durationMs), [editor.cues, overlapping, durationMs]);
  const faulty = editor.cues.filter(({ id }) => remarks.get(id)?.fault);
  const [discarded, setDiscarded] = useState(false);
  useKeptDraft(track.id, version, editor, discarded);
  const store = (over = false) => {
    if (faulty[0]) return editor.select(faulty[0].id);
    const { cues } = editor;
    return save.mutate(
      { cues: plain(cues), version, over },
      {
        onSuccess: (saved) => {
          setVersion(saved.version);
          editor.saved(cues);
        },
      },
    );
  };
  useEditorKeys(editor, film, () => store());
  const discard = () => {
    setDiscarded(true);
    keepDraft(track.id, null);
    onReload();
  };
  const conflict = problemOf(save.error)?.code === 'captions_changed';
  return (
    <>
      <LeaveGuard unsaved={editor.changed} />
      {draft !== null && editor.changed && !conflict && <RestoredDraft onDiscard={discard} />}
      {conflict ? <Conflict busy={save.isPending} onMine={() => store(true)} onTheirs={discard} /> : <ProblemNotice error={save.error} />}
      <div className={styles.bar}>
        <span role="status">{editor.changed ? t('page.unsaved') : save.isSuccess ? t('page.saved') : t('page.count', { cues: formatCount(editor.cues.length) })}</span>
        <Button variant="quiet" small disabled={!editor.canUndo} onClick={editor.undo}>
          {t('page.undo')}
        </Button>
        <Button variant="quiet" small disabled={!editor.canRedo} onClick={editor.redo}>
          {t('page.redo')}
        </Button>
        <Button busy={save.isPending} busyLabel={t('page.saveBusy')} disabled={!editor.changed} onClick={() => store()}>
          {t('page.save')}
        </Button>
      </div>
      {faulty.length > 0 && (
        <p className={styles.faults} role="alert">
          {t('page.faults', { count: faulty.length })}
          <Button variant="quiet" small onClick={() => editor.select(faulty[0]?.id ?? null)}>
            {t('page.toFault')}
          </Button>
        </p>
      )}
      <div className={styles.two}>
        <div className={styles.stage}>
          <FilmView mediaId={track.mediaId} lessonTitle={lessonTitle} said={saidAt(editor.cues, film.timeMs)} video={video} onVideo={setVideo} />
          <Timeline editor={editor} film={film} durationMs={durationMs} overlapping={overlapping} />
        </div>
        <CueList editor={editor} film={film} remarks={remarks} />
      </div>
      <EditorFoot track={track} cues={editor.cues} lessonTitle={lessonTitle} />
    </>
  );
}

/** Keeps unsaved changes in this browser while they are being made. @param discarded nobody wants them any more */
function useKeptDraft(trackId: string, version: number, { cues, changed }: CueEditor, discarded: boolean): void {
  useEffect(() => {
    if (discarded) return undefined;
    const keep = () => keepDraft(trackId, changed ? { version, cues: plain(cues) } : null);
    const timer = setTimeout(keep, 300);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [trackId, version, cues, changed, discarded]);
}
