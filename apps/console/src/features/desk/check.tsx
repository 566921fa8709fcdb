import styles from './desk.module.css';

export interface CheckProps {
  label: string;
  checked: boolean;
  error?: string;
  onChange: (checked: boolean) => void;
}

/** Something that staff must have done before they go on. */
export function Check({ label, checked, error, onChange }: CheckProps) {
  return (
    <div>
      <label className={styles.check}>
        <input type="checkbox" checked={checked} aria-invalid={error !== undefined} onChange={(event) => onChange(event.target.checked)} />
        <span>{label}</span>
      </label>
      {error !== undefined && (
        <p className={styles.fault} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
