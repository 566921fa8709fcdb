import { PRESENCE_LIMIT_ELDER_MS, PRESENCE_LIMIT_MS } from '@xuexi/domain';
import { Button, Dialog } from '@xuexi/ui';
import { useEffect, useState } from 'react';

import { useStrings } from './use-strings';

import styles from './presence-dialog.module.css';

interface PresenceDialogProps {
  /** Until when to answer; null while nothing is asked. */
  answerBy: string | null;
  /** The time is over: playing on would not count. */
  onLate: () => void;
  onAnswer: () => void;
  busy: boolean;
}

/** 还在看吗: one large button, and how long there is to press it (credit-rules.md 6). */
export function PresenceDialog({ answerBy, onLate, onAnswer, busy }: PresenceDialogProps) {
  const t = useStrings();
  const seconds = useCountdown(answerBy, onLate);
  return (
    <Dialog open={answerBy !== null} title={t('presenceTitle')} onDismiss={onAnswer} className={styles.dialog}>
      <p>{seconds > 0 ? t('presenceText', { seconds }) : t('presenceLate')}</p>
      <Button wide busy={busy} className={styles.answer} onClick={onAnswer}>
        {seconds > 0 ? t('presenceAnswer') : t('presenceResume')}
      </Button>
    </Dialog>
  );
}

function useCountdown(answerBy: string | null, onEnd: () => void): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (answerBy === null) return undefined;
    const end = Date.now() + remainingMs(answerBy, Date.now());
    const show = () => {
      const ms = end - Date.now();
      setLeft(Math.max(0, Math.ceil(ms / 1000)));
      if (ms > 0) return;
      clearInterval(timer);
      onEnd();
    };
    const timer = setInterval(show, 250);
    show();
    return () => clearInterval(timer);
  }, [answerBy, onEnd]);
  return left;
}

/** The time to answer, by this device's clock; a clock that is plainly wrong gets the whole of it. */
export function remainingMs(answerBy: string, nowMs: number): number {
  const ms = Date.parse(answerBy) - nowMs;
  return ms > 0 && ms <= PRESENCE_LIMIT_ELDER_MS ? ms : PRESENCE_LIMIT_MS;
}
