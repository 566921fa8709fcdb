import { PillLink, Pills } from '@xuexi/ui';
import { Link } from 'react-router';

import { useCategories } from '../api/get-categories';
import { useStrings } from '../use-strings';

interface CategoryFilterProps {
  /** Code of the category that holds; undefined for all. */
  current: string | undefined;
  /** The address that shows a category (undefined for all). */
  pathTo: (category: string | undefined) => string;
  className?: string;
}

/** Chooses one category, or all. */
export function CategoryFilter({ current, pathTo, className }: CategoryFilterProps) {
  const t = useStrings();
  const categories = useCategories().data ?? [];
  return (
    <Pills aria-label={t('filter')} className={className}>
      <PillLink as={Link} to={pathTo(undefined)} current={current === undefined}>
        {t('all')}
      </PillLink>
      {categories.map(({ code, name }) => (
        <PillLink key={code} as={Link} to={pathTo(code)} current={current === code}>
          {name}
        </PillLink>
      ))}
    </Pills>
  );
}
