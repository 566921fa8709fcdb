import { ROLE_NAMES } from '@xuexi/domain';
import { Card, Loading, ProblemNotice, SkeletonText, formatCalendarDate, formatDateTime } from '@xuexi/ui';

import { Facts } from '../../../components/facts';
import { Section } from '../../../components/section';
import { signedAs, unsigned } from '../../../lib/credits';

import { type MyCorrection, useMyCorrection } from '../api/corrections';
import { useStrings } from '../use-strings';

import { AppealForm } from './appeal-form';

type Office = MyCorrection['decidedBy'];

/** What was done to one's credits, why and by which office, and what one can say to it. */
export function CorrectionSheet({ id }: { id: string }) {
  const t = useStrings();
  const { data: correction, isLoadingError, error, refetch } = useMyCorrection(id);
  if (isLoadingError) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (correction === undefined) {
    return (
      <Card>
        <Loading>
          <SkeletonText lines={5} />
        </Loading>
      </Card>
    );
  }
  const { kind, credits, year, entry, title, reason, decidedBy, decidedAt } = correction;
  return (
    <>
      <Section title={t(kind === 'grant' ? 'granted' : 'reversed', { credits: unsigned(credits) })} lead={t('year', { year })}>
        <Facts
          facts={[
            entry === null ? [t('about'), title] : [t('entry'), t('entryText', { title: entry.title, date: formatCalendarDate(entry.date), credits: signedAs(entry.credits) })],
            [t('reason'), reason],
            [t('decidedBy'), officeText(decidedBy, t)],
            [t('decidedAt'), formatDateTime(decidedAt)],
          ]}
        />
      </Section>
      <Appeal correction={correction} />
    </>
  );
}

function Appeal({ correction: { id, appeal, mayAppeal, appealUntil } }: { correction: MyCorrection }) {
  const t = useStrings();
  if (appeal !== null) {
    const lead = appeal.state === 'open' ? t('sent', { date: formatDateTime(appeal.createdAt) }) : t(`state.${appeal.state}`);
    return (
      <Section title={t('appeal')} lead={lead}>
        <Facts
          facts={[
            [t('said'), appeal.text],
            [t('answer'), appeal.answer],
            [t('answeredBy'), appeal.state === 'open' ? null : officeText(appeal.answeredBy, t)],
            [t('decidedAt'), appeal.answeredAt && formatDateTime(appeal.answeredAt)],
          ]}
        />
      </Section>
    );
  }
  if (!mayAppeal) return <Section title={t('appeal')} lead={t('closed')} />;
  return (
    <Section title={t('appeal')} lead={t('appealLead', { date: formatCalendarDate(appealUntil) })}>
      <AppealForm correctionId={id} />
    </Section>
  );
}

/** Where and as what somebody acted: residents are told the office, not the name. */
function officeText(office: Office, t: ReturnType<typeof useStrings>): string {
  if (office === null) return t('officeUnknown');
  const role = ROLE_NAMES[office.role];
  return office.region === null ? t('officeAll', { role }) : t('office', { region: office.region, role });
}
