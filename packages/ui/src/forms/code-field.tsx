import { useRef, useState } from 'react';

import { ProblemNotice } from '../feedback/problem-notice';
import { useCountdown } from '../lib/use-countdown';
import { Button } from '../parts/button';

import { Field } from './field';
import { TextInput } from './inputs';

import styles from './code-field.module.css';

const CODE_DIGITS = 6;

/** What is known of a code that was sent. */
export interface SentCode {
  /** To which number, masked. */
  phoneMasked: string;
  /** Seconds until another may be asked for. */
  resendAfterSeconds: number;
}

export interface CodeFieldProps {
  name: string;
  error?: string;
  /**
   * Sends a code. Calls `proven` when the proof of work is done and only the sending is left. Resolves to null when it could
   * not begin (no phone number yet); rejects with what the API refused.
   */
  send: (proven: () => void) => Promise<SentCode | null>;
}

type Step = 'idle' | 'proving' | 'sending';

/** 短信验证码: the six digits, and the button that sends them, which waits until another may be sent. */
export function CodeField({ name, error, send }: CodeFieldProps) {
  const [step, setStep] = useState<Step>('idle');
  const [sent, setSent] = useState<SentCode | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const { left, start } = useCountdown();
  const input = useRef<HTMLInputElement>(null);
  const ask = async () => {
    setStep('proving');
    setRefusal(null);
    try {
      const code = await send(() => setStep('sending'));
      if (code === null) return;
      setSent(code);
      start(code.resendAfterSeconds);
      input.current?.focus();
    } catch (problem) {
      setRefusal(problem);
    } finally {
      setStep('idle');
    }
  };
  return (
    <div className={styles.code}>
      <Field label="短信验证码" error={error}>
        <div className={styles.row}>
          <TextInput ref={input} name={name} className="num" inputMode="numeric" autoComplete="one-time-code" maxLength={CODE_DIGITS + 2} />
          <Button variant="secondary" busy={step !== 'idle'} busyLabel={step === 'proving' ? '请稍等' : '正在发送'} disabled={left > 0} onClick={() => void ask()}>
            {left > 0 ? `${left} 秒后可重发` : sent === null ? '获取验证码' : '再发一次'}
          </Button>
        </div>
      </Field>
      <p className={styles.state} role="status">
        {step === 'proving' && '正在确认不是机器，请稍等。'}
        {step === 'idle' && sent !== null && refusal === null && `验证码已发到 ${sent.phoneMasked}，5 分钟内有效。`}
      </p>
      <ProblemNotice error={refusal} />
    </div>
  );
}
