import { type Confirmation as Given, ConfirmationDialog } from '@xuexi/ui';

import { CodesPageHint } from '../features/identity/components/codes-page-hint';
import { api, confirmation, take } from '../lib/api';
import { useMe } from '../lib/session';
import { sendConfirmationCode } from '../lib/sms-codes';

/** The dialog that asks once more who is there, for requests that the API refuses without it. */
export default function Confirmation() {
  const me = useMe();
  if (!me) return null;
  const { phoneMasked } = me;
  return (
    <ConfirmationDialog
      gate={confirmation}
      hasPassword={me.hasPassword}
      hasPhone={phoneMasked !== null}
      confirm={confirm}
      sendCode={async (proven) => (phoneMasked === null ? null : sendConfirmationCode(phoneMasked, proven))}
      codesHint={<CodesPageHint />}
    />
  );
}

async function confirm(given: Given): Promise<void> {
  await take(api.POST('/api/session/confirmation', { body: given }));
}
