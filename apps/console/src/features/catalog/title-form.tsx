import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { fieldProblem, problemSentence } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';

import styles from './outline.module.css';

export interface TitleFormProps {
  /** What the title is of, as the label of its field. */
  label: string;
  action: string;
  initial?: string;
  busy: boolean;
  error: unknown;
  /** Resolves when the title is stored; the field is then empty again. */
  onSubmit: (title: string) => Promise<unknown>;
  /** Shows a way out, and puts the cursor into the field at once. */
  onCancel?: () => void;
}

/** One title with one button: to add a chapter or lesson, or to rename one. */
export function TitleForm({ label, action, initial = '', busy, error, onSubmit, onCancel }: TitleFormProps) {
  const { t } = useTranslation('catalog');
  const [title, setTitle] = useState(initial);
  const input = useRef<HTMLInputElement>(null);
  const errorId = useId();
  const renaming = onCancel !== undefined;
  useEffect(() => {
    if (renaming) input.current?.select();
  }, [renaming]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit(title).then(() => setTitle(''), () => input.current?.focus());
  };
  const fault = error === null ? undefined : (fieldProblem(error, 'title') ?? problemSentence(error));
  return (
    <form className={styles.titleForm} onSubmit={submit}>
      <div>
        <TextInput
          ref={input}
          aria-label={label}
          placeholder={label}
          value={title}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={fault === undefined ? undefined : errorId}
          onChange={(event) => setTitle(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onCancel?.();
          }}
        />
        <Button type="submit" variant="secondary" busy={busy} busyLabel={t('outline.adding')}>
          {action}
        </Button>
        {renaming && (
          <Button variant="quiet" onClick={onCancel}>
            {t('outline.cancel')}
          </Button>
        )}
      </div>
      {fault !== undefined && (
        <p id={errorId} className={styles.error} role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}
