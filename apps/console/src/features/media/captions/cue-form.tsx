import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, TextArea } from '../../../components/controls';

import { formatTenths } from './clock';
import type { Cue } from './editing';
import styles from './editor.module.css';
import type { Remark } from './remarks';
import type { CueEditor } from './use-cue-editor';
import type { Film } from './use-film';

const NUDGE_MS = 100;

export interface CueFormProps {
  cue: Cue;
  /** 1 is the first. */
  number: number;
  last: boolean;
  remark: Remark | undefined;
  editor: CueEditor;
  film: Film;
}

/** The cue in hand: its text, both its times, and what can be made of it. */
export function CueForm({ cue, number, last, remark, editor, film }: CueFormProps) {
  const { t } = useTranslation('captions');
  const id = useId();
  const leave = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <div className={styles.form}>
      <TextArea
        aria-label={t('cue.text', { number })}
        aria-describedby={remark && id}
        aria-invalid={remark?.fault || undefined}
        rows={2}
        value={cue.text}
        onChange={(event) => editor.setText(cue.id, event.target.value)}
        onKeyDown={leave}
      />
      {remark && (
        <p id={id} className={remark.fault ? styles.fault : styles.note}>
          {remark.text}
        </p>
      )}
      <End hold="start" cue={cue} editor={editor} film={film} />
      <End hold="end" cue={cue} editor={editor} film={film} />
      <div className={styles.acts}>
        <Button variant="secondary" small onClick={() => editor.split(cue.id, film.now())}>
          {t('cue.split')}
        </Button>
        <Button variant="secondary" small disabled={last} onClick={() => editor.merge(cue.id)}>
          {t('cue.merge')}
        </Button>
        <Button variant="secondary" small danger onClick={() => editor.remove(cue.id)}>
          {t('cue.remove')}
        </Button>
      </div>
    </div>
  );
}

function End({ hold, cue, editor, film }: { hold: 'start' | 'end' } & Pick<CueFormProps, 'cue' | 'editor' | 'film'>) {
  const { t } = useTranslation('captions');
  const part = t(`cue.${hold}`);
  const label = (action: string) => t('cue.label', { part, action });
  const nudge = (word: 'earlier' | 'later', byMs: number) => (
    <Button variant="quiet" small aria-label={label(t(`cue.${word}`))} onClick={() => editor.shift(cue.id, hold, byMs)}>
      {t(`cue.${word}`)}
    </Button>
  );
  return (
    <div className={styles.end}>
      <span>{part}</span>
      <output className="num">{formatTenths(hold === 'start' ? cue.startMs : cue.endMs)}</output>
      {nudge('earlier', -NUDGE_MS)}
      {nudge('later', NUDGE_MS)}
      <Button variant="quiet" small aria-label={label(t('cue.here'))} onClick={() => editor.setEnd(cue.id, hold, film.now())}>
        {t('cue.here')}
      </Button>
    </div>
  );
}
