import { useState } from 'react';

import { useStrings } from '../use-strings';

import { RegisterPersonStep } from './register-person-step';
import { RegisterPhoneStep } from './register-phone-step';

/** What is asked first: how to call somebody, and where they live. */
export interface Newcomer {
  displayName: string;
  regionId: string;
}

/**
 * Registration in two steps. The phone comes last: its code lives five minutes, and finding one's community may take longer.
 */
export function RegisterForm({ onDone }: { onDone: (existing: boolean) => void }) {
  const t = useStrings();
  const [newcomer, setNewcomer] = useState<Newcomer | null>(null);
  const [step, setStep] = useState<1 | 2>(1);
  const goOn = (values: Newcomer) => {
    setNewcomer(values);
    setStep(2);
  };
  return (
    <>
      <p role="status">{t('step', { step })}</p>
      <div hidden={step !== 1}>
        <RegisterPersonStep onNext={goOn} />
      </div>
      {newcomer && (
        <div hidden={step !== 2}>
          <RegisterPhoneStep newcomer={newcomer} onBack={() => setStep(1)} onDone={onDone} />
        </div>
      )}
    </>
  );
}
