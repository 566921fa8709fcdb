import { useTranslation } from 'react-i18next';

import { DOCUMENT_NAMES, REJECTION_REASONS, ROLE_NAMES } from '@xuexi/domain';
import { formatDateTime } from '@xuexi/ui';

import styles from './audit-page.module.css';

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Names that are the same everywhere, by the code that stands for them. */
const NAMES: Readonly<Record<string, string>> = { ...ROLE_NAMES, ...DOCUMENT_NAMES, ...REJECTION_REASONS };

/** What else was recorded of an act: labels and values in words; a key or code without words as it is. */
export function AuditDetails({ details }: { details: object }) {
  const { t } = useTranslation('audit');
  return (
    <ul className={styles.details}>
      {Object.entries(details).map(([key, value]) => (
        <li key={key}>
          {t(`details.${key as 'at'}`, { defaultValue: key })}：{Array.isArray(value) && value.some(isObject) ? value.map((one, i) => <Value key={i} of={key} value={one} />) : <Value of={key} value={value} />}
        </li>
      ))}
    </ul>
  );
}

function Value({ of, value }: { of: string; value: unknown }) {
  const { t } = useTranslation('audit');
  if (isObject(value) && !Array.isArray(value)) return <AuditDetails details={value} />;
  const word = (code: unknown): string => {
    if (code === null || code === undefined) return t('none');
    if (typeof code === 'boolean') return t(code ? 'yes' : 'no');
    const text = String(code);
    if (INSTANT.test(text)) return formatDateTime(text);
    return t(`values.${of === 'reason' && text === 'other' ? 'otherReason' : (text as 'web')}`, { defaultValue: NAMES[text] ?? text });
  };
  return <>{Array.isArray(value) ? value.map(word).join('、') : word(value)}</>;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
