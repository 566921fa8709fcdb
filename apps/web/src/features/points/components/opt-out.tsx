import { Button, ProblemNotice } from '@xuexi/ui';

import { Section } from '../../../components/section';

import { useOptOut } from '../api/points';
import { useStrings } from '../use-strings';

/** Whether one is shown in rankings; it counts at once. */
export function OptOut({ optedOut }: { optedOut: boolean }) {
  const t = useStrings();
  const change = useOptOut();
  return (
    <Section title={t('optOut.title')} lead={t(optedOut ? 'optOut.out' : 'optOut.in')}>
      <ProblemNotice error={change.error} />
      <Button variant="secondary" busy={change.isPending} busyLabel={t('saving')} onClick={() => change.mutate(!optedOut)}>
        {t(optedOut ? 'optOut.join' : 'optOut.leave')}
      </Button>
    </Section>
  );
}
