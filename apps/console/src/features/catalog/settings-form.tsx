import type { ReactNode, SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemNotice } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import styles from './course-editor.module.css';

export interface SettingsFormProps {
  /** What it is for, in a sentence. */
  lead?: string;
  /** Fields that say themselves what is wrong with them. */
  fields: readonly string[];
  /** How saving goes. */
  change: { error: unknown; isPending: boolean; isSuccess: boolean };
  /** Whether there is anything to save. */
  changed: boolean;
  /** Without it nothing can be saved, only read. */
  editable?: boolean;
  onSave: () => void;
  children: ReactNode;
}

/** A part of a course that is saved as a whole: its fields, what is wrong, 保存 and that it is saved. */
export function SettingsForm({ lead, fields, change, changed, editable = true, onSave, children }: SettingsFormProps) {
  const { t } = useTranslation('catalog');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {lead !== undefined && <p className={styles.faint}>{lead}</p>}
      <ProblemNotice error={errorBeside(change.error, fields)} />
      {children}
      {editable && (
        <div className={styles.answers}>
          <Button type="submit" variant="secondary" disabled={!changed} busy={change.isPending} busyLabel={t('form.saving')}>
            {t('form.save')}
          </Button>
          {change.isSuccess && !changed && (
            <span className={styles.saved} role="status">
              {t('form.saved')}
            </span>
          )}
        </div>
      )}
    </form>
  );
}
