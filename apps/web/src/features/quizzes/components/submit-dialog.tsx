import { Button, Dialog, ProblemNotice } from '@xuexi/ui';

import { useStrings } from '../use-strings';

import styles from './quiz-taking.module.css';

interface SubmitDialogProps {
  open: boolean;
  /** Questions that are not answered yet. */
  left: number;
  total: number;
  submit: { isPending: boolean; error: unknown };
  onSubmit: () => void;
  onStay: () => void;
}

/** 现在交卷吗: what is missing, and that nothing can be changed afterwards. */
export function SubmitDialog({ open, left, total, submit, onSubmit, onStay }: SubmitDialogProps) {
  const t = useStrings();
  return (
    <Dialog open={open} title={t('taking.sure')} onDismiss={onStay}>
      <p>{left > 0 ? t('taking.someOpen', { open: left }) : t('taking.allAnswered', { total })}</p>
      <ProblemNotice error={submit.error} />
      <div className={styles.dialogActions}>
        <Button wide busy={submit.isPending} busyLabel={t('taking.submitting')} onClick={onSubmit}>
          {t('taking.submit')}
        </Button>
        <Button wide variant="secondary" onClick={onStay}>
          {t('taking.keepOn')}
        </Button>
      </div>
    </Dialog>
  );
}
