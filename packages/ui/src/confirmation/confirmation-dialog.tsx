import { type FormEvent, type ReactNode, useState, useSyncExternalStore } from 'react';

import { ProblemNotice } from '../feedback/problem-notice';
import { CodeField, type SentCode } from '../forms/code-field';
import { Field } from '../forms/field';
import { TextInput } from '../forms/inputs';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';

import type { ConfirmationGate } from './confirmation-gate';

import styles from './confirmation-dialog.module.css';

/** How somebody shows once more who they are. */
export type Confirmation = { password: string } | { smsCode: string };

export interface ConfirmationDialogProps {
  gate: ConfirmationGate;
  /** What the signed-in person can answer with. */
  hasPassword: boolean;
  hasPhone: boolean;
  /** Sends the answer to the API; rejects with what it refused. */
  confirm: (confirmation: Confirmation) => Promise<void>;
  /** Sends a code to the phone of the account. */
  sendCode: (proven: () => void) => Promise<SentCode | null>;
  /** In the demo: where the codes are to be read. */
  codesHint?: ReactNode;
}

/** 请确认是本人: stands once in a site, opens when the gate asks, and lets the refused request go on. */
export function ConfirmationDialog({ gate, ...ways }: ConfirmationDialogProps) {
  const open = useSyncExternalStore(gate.subscribe, gate.isAsking);
  return (
    <Dialog open={open} title="请确认是本人" onDismiss={() => gate.settle(false)}>
      {open && <Question {...ways} settle={gate.settle} />}
    </Dialog>
  );
}

type QuestionProps = Omit<ConfirmationDialogProps, 'gate'> & { settle: (confirmed: boolean) => void };

function Question({ hasPassword, hasPhone, confirm, sendCode, codesHint, settle }: QuestionProps) {
  const [byPassword, setByPassword] = useState(hasPassword);
  const [missing, setMissing] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const answer = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('given')).trim();
    setRefusal(null);
    setMissing(given === '');
    if (given === '' || busy) return;
    setBusy(true);
    try {
      await confirm(byPassword ? { password: given } : { smsCode: given });
      settle(true);
    } catch (problem) {
      setRefusal(problem);
      setBusy(false);
    }
  };
  const other = () => {
    setByPassword(!byPassword);
    setRefusal(null);
    setMissing(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void answer(event)} noValidate>
      <p>这一步关系到账号安全。确认以后，刚才的操作会接着进行。</p>
      <ProblemNotice error={refusal} />
      {byPassword ? (
        <Field label="密码" error={missing ? '请输入密码。' : undefined}>
          <TextInput name="given" type="password" autoComplete="current-password" maxLength={128} autoFocus />
        </Field>
      ) : (
        <>
          <CodeField name="given" error={missing ? '请输入短信里的 6 位数字。' : undefined} send={sendCode} />
          {codesHint}
        </>
      )}
      <div className={styles.acts}>
        <Button type="submit" wide busy={busy} busyLabel="正在确认">
          确认
        </Button>
        {hasPassword && hasPhone && (
          <Button variant="quiet" onClick={other}>
            {byPassword ? '改用短信验证码' : '改用密码'}
          </Button>
        )}
        <Button variant="quiet" onClick={() => settle(false)}>
          不做了
        </Button>
      </div>
    </form>
  );
}
