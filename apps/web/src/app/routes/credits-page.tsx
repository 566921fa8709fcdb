import { EmptyState, LinkButton, Loading, Notice, PageTitle, PillLink, Pills, ProblemNotice, Skeleton } from '@xuexi/ui';
import { Link, useSearchParams } from 'react-router';

import { ExactNote } from '../../components/exact-note';
import { useMyCredits } from '../../features/credits/api/get-my-credits';
import { CreditEntries } from '../../features/credits/components/credit-entries';
import { StatementsLink } from '../../features/credits/components/statements-link';
import { YearEndNotice } from '../../features/credits/components/year-end-notice';
import { YearSummary } from '../../features/credits/components/year-summary';
import { useStrings } from '../../features/credits/use-strings';
import { worthOf } from '../../lib/credits';
import { useDocumentTitle } from '../../lib/document-title';

import styles from './credits-page.module.css';

/** 我的学分: a year's plate, where every credit came from, the yearly statements. */
export default function CreditsPage() {
  const t = useStrings();
  const [params] = useSearchParams();
  const credits = useMyCredits(Number(params.get('year')) || undefined);
  const year = credits.data;
  useDocumentTitle(t('title'));
  return (
    <div className={styles.page}>
      <PageTitle
        actions={
          year && (
            <Pills aria-label={t('years')}>
              {year.years.map((each) => (
                <PillLink key={each} as={Link} to={`/credits?year=${each}`} current={each === year.year} className="num">
                  {each}
                </PillLink>
              ))}
            </Pills>
          )
        }
      >
        {t('title')}
      </PageTitle>
      {credits.isLoadingError && <ProblemNotice error={credits.error} onRetry={() => void credits.refetch()} />}
      {credits.isPending && (
        <Loading>
          <Skeleton className={styles.toCome} />
        </Loading>
      )}
      {year && (
        <>
          {year.provisionalUnits > 0 && (
            <Notice
              tone="wait"
              title={t('provisionalTitle', { worth: worthOf(year.provisionalUnits) })}
              action={
                <LinkButton as={Link} to="/me/real-name" variant="secondary">
                  {t('goVerify')}
                </LinkButton>
              }
            >
              {t('provisionalText')}
            </Notice>
          )}
          <YearEndNotice year={year} />
          <YearSummary year={year} />
          <section className={styles.entries}>
            <h2>{t('entries')}</h2>
            {year.entries.length === 0 ? (
              <EmptyState
                title={t('none')}
                action={
                  <LinkButton as={Link} to="/courses" variant="secondary">
                    {t('goCourses')}
                  </LinkButton>
                }
              >
                {t('noneText')}
              </EmptyState>
            ) : (
              <>
                <ExactNote />
                <CreditEntries key={year.year} year={year.year} entries={year.entries} />
              </>
            )}
          </section>
          <StatementsLink />
        </>
      )}
    </div>
  );
}
