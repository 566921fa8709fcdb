import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { EmptyState, ProblemNotice } from '@xuexi/ui';

import { isAbsent } from '../lib/problem';

export interface AnswerProps<T> {
  query: UseQueryResult<T>;
  /** Pieces in the shape of what comes. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** What a query brought; until then its shape, and in its place what went wrong. */
export function Answer<T>({ query, skeleton, children }: AnswerProps<T>) {
  const { t } = useTranslation('common');
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return skeleton;
  if (isAbsent(query.error)) return <EmptyState title={t('absent.title')}>{t('absent.detail')}</EmptyState>;
  return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
}
