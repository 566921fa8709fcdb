import { Button, ProblemNotice } from '@xuexi/ui';
import { useState } from 'react';

import { Section } from '../../../components/section';
import type { Me } from '../../../lib/session';

import { useChangeOrganisation } from '../api/belonging';
import { useStrings } from '../use-strings';

import { OrganisationSearch } from './organisation-search';

/** The organisation one belongs to beside the community: none, or one at a time. */
export function OrganisationSection({ organisation }: { organisation: Me['person']['organisation'] }) {
  const t = useStrings();
  const change = useChangeOrganisation();
  const [open, setOpen] = useState(false);
  const join = (id: string | null) => change.mutate(id, { onSuccess: () => setOpen(false) });
  return (
    <Section title={t('organisation.title')} lead={organisation === null ? t('organisation.none') : organisation.name}>
      <ProblemNotice error={change.error} />
      {open ? (
        <>
          <OrganisationSearch busy={change.isPending} onChoose={join} />
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {t('cancel')}
          </Button>
        </>
      ) : (
        <>
          <Button variant="secondary" onClick={() => setOpen(true)}>
            {t(organisation === null ? 'organisation.choose' : 'organisation.change')}
          </Button>
          {organisation !== null && (
            <Button variant="quiet" busy={change.isPending} busyLabel={t('saving')} onClick={() => join(null)}>
              {t('organisation.leave')}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}
