import clsx from 'clsx';
import { useNavigate, useSearchParams } from 'react-router';

import styles from './search-box.module.css';

/** Looks for courses: leads to the marketplace with the words in its address. */
export function SearchBox({ label, placeholder, className }: { label: string; placeholder: string; className?: string }) {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const words = params.get('q') ?? '';
  const search = (form: FormData) => {
    const q = String(form.get('q') ?? '').trim();
    void navigate(q === '' ? '/courses' : `/courses?q=${encodeURIComponent(q)}`);
  };
  return (
    <form
      role="search"
      className={clsx(styles.search, className)}
      onSubmit={(event) => {
        event.preventDefault();
        search(new FormData(event.currentTarget));
      }}
    >
      <input key={words} type="search" name="q" aria-label={label} placeholder={placeholder} defaultValue={words} maxLength={50} enterKeyHint="search" />
    </form>
  );
}
