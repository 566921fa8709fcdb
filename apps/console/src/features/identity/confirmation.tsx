import { ConfirmationDialog } from '@xuexi/ui';

import { useApi } from '../../lib/api';
import { useConfirmationGate } from '../../lib/confirmation';
import type { Me } from '../../lib/session';

import { CodesPageLink } from './codes-page-link';
import { sendCode } from './human-check';

/** The one dialog that opens when the API wants to know once more who somebody is. */
export function Confirmation({ me }: { me: Me }) {
  const api = useApi();
  const gate = useConfirmationGate();
  const { phoneMasked } = me;
  return (
    <ConfirmationDialog
      gate={gate}
      hasPassword={me.hasPassword}
      hasPhone={phoneMasked !== null}
      confirm={async (given) => {
        await api.POST('/api/session/confirmation', { body: given });
      }}
      sendCode={async (proven) => (phoneMasked === null ? null : { phoneMasked, ...(await sendCode(api, 'confirm', undefined, proven)) })}
      codesHint={<CodesPageLink />}
    />
  );
}
