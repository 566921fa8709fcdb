import { useId } from 'react';

import styles from './settings.module.css';

interface PickOneProps<T> {
  title: string;
  options: readonly { value: T; label: string }[];
  value: T;
  onPick: (value: T) => void;
}

/** A few short choices beside each other of which one holds. */
export function PickOne<T extends string | number>({ title, options, value, onPick }: PickOneProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      <div className={styles.picks}>
        {options.map((option) => (
          <label key={option.value} className={styles.pick}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onPick(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
