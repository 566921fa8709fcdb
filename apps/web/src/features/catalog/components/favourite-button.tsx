import clsx from 'clsx';
import { useLocation, useNavigate } from 'react-router';

import { loginPath, useMe } from '../../../lib/session';

import { useFavourites, useKeep } from '../api/favourites';
import { useStrings } from '../use-strings';

import styles from './favourite-button.module.css';

/** 收藏: keeps a course for later, or no longer. Whoever is not signed in is asked to. */
export function FavouriteButton({ courseId, title, worded = false }: { courseId: string; title: string; worded?: boolean }) {
  const t = useStrings();
  const guest = useMe() === null;
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const favourites = useFavourites(guest);
  const keep = useKeep(courseId);
  const stored = favourites.data?.some(({ course }) => course.id === courseId) ?? false;
  const kept = keep.isPending ? keep.variables : stored;
  const press = () => {
    if (guest) void navigate(loginPath(pathname + search));
    else if (!keep.isPending) keep.mutate(!stored);
  };
  return (
    <button type="button" className={clsx(styles.keep, kept && styles.kept, worded && styles.worded)} aria-pressed={kept} aria-label={worded ? undefined : t('favourite.of', { title })} onClick={press}>
      <span aria-hidden="true">{kept ? '★' : '☆'}</span>
      {worded && t(kept ? 'favourite.kept' : 'favourite.keep')}
    </button>
  );
}
