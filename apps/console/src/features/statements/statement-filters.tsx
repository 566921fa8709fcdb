import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { creditYear } from '@xuexi/domain';
import { Field } from '@xuexi/ui';

import { Button, Select, TextInput } from '../../components/controls';
import { Panel } from '../../components/panel';
import { RegionSelect } from '../../components/region-select';

import styles from './statements.module.css';
import type { Choice } from './statements-page';

const YEARS_OFFERED = 6;

/** Year, region and number; the first two count at once. */
export function StatementFilters({ choice, onChange }: { choice: Choice; onChange: (change: Partial<Choice>) => void }) {
  const { t } = useTranslation('statements');
  const [typed, setTyped] = useState(choice.q);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onChange({ q: typed.trim() });
  };
  return (
    <Panel title={t('find')}>
      <form className={styles.filters} onSubmit={submit}>
        <Field label={t('year')}>
          <Select compact value={choice.year} onChange={(event) => onChange({ year: Number(event.target.value) })}>
            {Array.from({ length: YEARS_OFFERED }, (_, back) => creditYear(Date.now()) - back).map((year) => (
              <option key={year} value={year}>
                {t('yearOption', { year })}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('region')}>
          <RegionSelect permission="statements.read" chain={choice.regions} onChange={(regions) => onChange({ regions })} />
        </Field>
        <div className={styles.search}>
          <Field label={t('search')}>
            <TextInput value={typed} placeholder={t('searchHint')} maxLength={60} onChange={(event) => setTyped(event.target.value)} />
          </Field>
          <Button type="submit">{t('find')}</Button>
        </div>
      </form>
    </Panel>
  );
}
