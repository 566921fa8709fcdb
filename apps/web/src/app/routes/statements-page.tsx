import { EmptyState, Loading, ProblemNotice, Skeleton } from '@xuexi/ui';

import { SettingsPage } from '../../components/settings-page';
import { type Statement, useStatements } from '../../features/credits/api/get-statements';
import { StatementYear } from '../../features/credits/components/statement-year';
import { useStrings } from '../../features/credits/use-strings';

import styles from './statements-page.module.css';

/** 年度学分证明: of each year the version in force, and those before it. */
export default function StatementsPage() {
  const t = useStrings();
  const statements = useStatements();
  return (
    <SettingsPage title={t('statements.title')} lead={t('statements.lead')} back={{ to: '/credits', label: t('statements.back') }}>
      {statements.isLoadingError && <ProblemNotice error={statements.error} onRetry={() => void statements.refetch()} />}
      {statements.isPending && (
        <Loading>
          <Skeleton className={styles.toCome} />
        </Loading>
      )}
      {statements.data?.length === 0 && <EmptyState title={t('statements.none')}>{t('statements.noneText')}</EmptyState>}
      {yearsOf(statements.data ?? []).map((versions) => (
        <StatementYear key={versions[0].year} versions={versions} />
      ))}
    </SettingsPage>
  );
}

/** By year, in the order of the API: newest year, newest version first. */
function yearsOf(statements: readonly Statement[]): [Statement, ...Statement[]][] {
  const years: [Statement, ...Statement[]][] = [];
  for (const statement of statements) {
    const last = years.at(-1);
    if (last?.[0].year === statement.year) last.push(statement);
    else years.push([statement]);
  }
  return years;
}
