import { useTranslation } from 'react-i18next';

import { formatCount } from '@xuexi/ui';

import { LinkButton } from './controls';
import styles from './pager.module.css';

export interface PagerProps {
  /** 1 is the first. */
  page: number;
  pageSize: number;
  /** Of the whole list. */
  total: number;
  /** Where one is, in words; without them the list is one of people. */
  standing?: string;
  /** The address of another page of the same list. */
  linkTo: (page: number) => string;
}

/** Where one is in a list, and the way on. */
export function Pager({ page, pageSize, total, standing, linkTo }: PagerProps) {
  const { t } = useTranslation('common');
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return (
    <nav className={styles.pager} aria-label={t('pager.label')}>
      <span>{standing ?? t('pager.standing', { total: formatCount(total), page, pages })}</span>
      {page > 1 && (
        <LinkButton variant="secondary" small to={linkTo(page - 1)}>
          {t('pager.previous')}
        </LinkButton>
      )}
      {page < pages && (
        <LinkButton variant="secondary" small to={linkTo(page + 1)}>
          {t('pager.next')}
        </LinkButton>
      )}
    </nav>
  );
}
