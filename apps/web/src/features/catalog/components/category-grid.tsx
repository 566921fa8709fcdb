import { Skeleton } from '@xuexi/ui';
import { Link } from 'react-router';

import { useCategories } from '../api/get-categories';
import { useStrings } from '../use-strings';

import styles from './category-grid.module.css';

const EXPECTED = 10;

/** Every category as a way into the marketplace. */
export function CategoryGrid() {
  const t = useStrings();
  const categories = useCategories().data;
  return (
    <nav className={styles.categories} aria-label={t('filter')}>
      {categories === undefined
        ? Array.from({ length: EXPECTED }, (_, index) => <Skeleton key={index} className={styles.coming} />)
        : categories.map(({ code, name }) => (
            <Link key={code} to={`/courses?category=${code}`}>
              {name}
            </Link>
          ))}
    </nav>
  );
}
