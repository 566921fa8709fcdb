import { Button, Dialog, ProblemNotice } from '@xuexi/ui';

import { useStrings } from '../use-strings';

import styles from './quiz-taking.module.css';

interface SubmitDialogProps {
  open: boolean;
  /** The places of the questions that are not answered yet, from 0. */
  left: readonly number[];
  total: number;
  submit: { isPending: boolean; error: unknown };
  onSubmit: () => void;
  /** Back to the questions, to one that is not answered where there is one. */
  onStay: (index?: number) => void;
}

/** More places than this are told as a number alone. */
const NAMED = 12;

/** 现在交卷吗: what is missing, and that nothing can be changed afterwards. */
export function SubmitDialog({ open, left, total, submit, onSubmit, onStay }: SubmitDialogProps) {
  const t = useStrings();
  const [first] = left;
  return (
    <Dialog open={open} title={t('taking.sure')} onDismiss={() => onStay()}>
      <p>{first === undefined ? t('taking.allAnswered', { total }) : t('taking.someOpen', { open: left.length })}</p>
      {first !== undefined && left.length <= NAMED && <p>{t('taking.whichOpen', { numbers: left.map((index) => index + 1).join('、') })}</p>}
      <ProblemNotice error={submit.error} />
      <div className={styles.dialogActions}>
        {first !== undefined && (
          <Button wide onClick={() => onStay(first)}>
            {t('taking.goTo', { number: first + 1 })}
          </Button>
        )}
        <Button wide variant={first === undefined ? 'primary' : 'secondary'} busy={submit.isPending} busyLabel={t('taking.submitting')} onClick={onSubmit}>
          {t('taking.submit')}
        </Button>
        {first === undefined && (
          <Button wide variant="secondary" onClick={() => onStay()}>
            {t('taking.keepOn')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
