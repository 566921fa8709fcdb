import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '../../components/controls';
import { ConfirmDialog } from '../../components/confirm-dialog';

import styles from './outline.module.css';
import { TitleForm } from './title-form';

/** A mutation as far as a title line needs it. */
interface Change<Input> {
  mutateAsync: (input: Input) => Promise<unknown>;
  reset: () => void;
  isPending: boolean;
  error: unknown;
}

export interface TitledProps {
  title: string;
  /** The title as a heading. */
  heading: ReactNode;
  className?: string;
  editable: boolean;
  /** The label of the field in which it is renamed. */
  label: string;
  rename: Change<string>;
  remove: Change<void>;
  removeTitle: string;
  removeDetail: ReactNode;
}

/** The title of a chapter or lesson with the ways to rename and to remove it. */
export function Titled({ title, heading, className, editable, label, rename, remove, removeTitle, removeDetail }: TitledProps) {
  const { t } = useTranslation('catalog');
  const [asked, setAsked] = useState<'rename' | 'remove' | null>(null);
  const leave = () => {
    setAsked(null);
    rename.reset();
    remove.reset();
  };
  if (asked === 'rename') {
    return (
      <div className={styles.titleLine}>
        <TitleForm
          label={label}
          action={t('outline.save')}
          initial={title}
          busy={rename.isPending}
          error={rename.error}
          onSubmit={async (changed) => {
            await rename.mutateAsync(changed);
            leave();
          }}
          onCancel={leave}
        />
      </div>
    );
  }
  return (
    <div className={`${styles.titleLine} ${className ?? ''}`}>
      {heading}
      {editable && (
        <div className={styles.tools}>
          <Button variant="quiet" small onClick={() => setAsked('rename')}>
            {t('outline.rename')}
          </Button>
          <Button variant="quiet" small onClick={() => setAsked('remove')}>
            {t('outline.remove')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={asked === 'remove'}
        title={removeTitle}
        action={t('outline.confirmRemove')}
        danger
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => void remove.mutateAsync().then(leave, () => undefined)}
        onDismiss={leave}
      >
        {removeDetail}
      </ConfirmDialog>
    </div>
  );
}
