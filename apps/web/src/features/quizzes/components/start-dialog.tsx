import { Button, Dialog, ProblemNotice } from '@xuexi/ui';

import type { QuizCardData } from '../api/quiz';
import { useStrings } from '../use-strings';

interface StartDialogProps {
  open: boolean;
  quiz: QuizCardData;
  /** The word that begins the attempt. */
  action: string;
  start: { isPending: boolean; error: unknown };
  onStart: () => void;
  onDismiss: () => void;
}

/** 现在开始吗: opening the questions uses up one of the day's attempts and may start a clock. */
export function StartDialog({ open, quiz: { attemptsPerDate, attemptsLeft, minutes }, action, start, onStart, onDismiss }: StartDialogProps) {
  const t = useStrings();
  return (
    <Dialog open={open} title={t('card.sure')} onDismiss={onDismiss}>
      <p>{t('card.counts', { count: attemptsPerDate, number: attemptsPerDate - attemptsLeft + 1 })}</p>
      <p>{minutes === null ? t('card.notTimed') : t('card.timed', { minutes })}</p>
      <ProblemNotice error={start.error} />
      <Button wide busy={start.isPending} busyLabel={t('card.starting')} onClick={onStart}>
        {action}
      </Button>
      <Button wide variant="secondary" onClick={onDismiss}>
        {t('card.notNow')}
      </Button>
    </Dialog>
  );
}
