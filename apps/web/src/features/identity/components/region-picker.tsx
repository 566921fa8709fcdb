import { Field, ProblemNotice, Select } from '@xuexi/ui';
import { useState } from 'react';

import { useRegions } from '../api/get-regions';
import { useStrings } from '../use-strings';

import styles from './region-picker.module.css';

/** Chooses a community step by step: 区县 → 街道 → 社区. The last step carries `name`. */
export function RegionPicker({ name, error }: { name: string; error: string | undefined }) {
  const t = useStrings();
  const [district, setDistrict] = useState('');
  const [street, setStreet] = useState('');
  const top = useRegions(undefined);
  const city = top.data?.[0]?.id ?? null;
  const districts = useRegions(city);
  const streets = useRegions(district || null);
  const communities = useRegions(street || null);
  const lost = [top, districts, streets, communities].find((level) => level.isLoadingError);
  return (
    <fieldset className={styles.picker}>
      <legend>{t('region')}</legend>
      <p>{t('regionHint')}</p>
      {lost && <ProblemNotice error={lost.error} onRetry={() => void lost.refetch()} />}
      <Level
        label={t('district')}
        regions={districts.data}
        value={district}
        onChoose={(id) => {
          setDistrict(id);
          setStreet('');
        }}
      />
      <Level key={`street ${district}`} label={t('street')} regions={streets.data} value={street} onChoose={setStreet} />
      <Level key={`community ${street}`} label={t('community')} regions={communities.data} name={name} error={error} />
    </fieldset>
  );
}

interface LevelProps {
  label: string;
  /** Undefined until the level above is chosen and its regions have come. */
  regions: readonly { id: string; name: string }[] | undefined;
  name?: string;
  value?: string;
  onChoose?: (id: string) => void;
  error?: string;
}

function Level({ label, regions, name, value, onChoose, error }: LevelProps) {
  const t = useStrings();
  const choice = onChoose ? { value, onChange: (event: { target: { value: string } }) => onChoose(event.target.value) } : { defaultValue: '' };
  return (
    <Field label={label} error={error}>
      <Select name={name} disabled={regions === undefined} {...choice}>
        <option value="">{t('choose')}</option>
        {regions?.map((region) => (
          <option key={region.id} value={region.id}>
            {region.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
