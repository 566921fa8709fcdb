import { useTranslation } from 'react-i18next';

import { Field } from '@xuexi/ui';

import { Select, TextInput } from '../../components/controls';
import { RegionSelect } from '../../components/region-select';

import { type LearnerAddress, ageOf, SEXES, STATES, VERIFICATIONS } from './learner-address';
import styles from './learners-page.module.css';

export interface LearnerFiltersProps {
  address: LearnerAddress;
  onChange: (change: Partial<LearnerAddress>) => void;
}

/** Narrows the list; every choice counts at once. */
export function LearnerFilters({ address, onChange }: LearnerFiltersProps) {
  const { t } = useTranslation('learners');
  const age = (end: 'ageFrom' | 'ageTo') => (
    <TextInput
      key={`${end}${address[end] ?? ''}`}
      className={styles.age}
      inputMode="numeric"
      maxLength={3}
      aria-label={t(end)}
      defaultValue={address[end] ?? ''}
      onBlur={({ target }) => ageOf(target.value) !== address[end] && onChange({ [end]: ageOf(target.value) })}
    />
  );
  return (
    <div className={styles.filters}>
      <Field label={t('region')}>
        <RegionSelect permission="learners.read" chain={address.regions} onChange={(regions) => onChange({ regions })} />
      </Field>
      <Choice label={t('verification')} all={t('allVerifications')} values={VERIFICATIONS} value={address.verification} word={(value) => t(`verifications.${value}`)} onChoose={(verification) => onChange({ verification })} />
      <Choice label={t('sex')} all={t('allSexes')} values={SEXES} value={address.sex} word={(value) => t(`sexes.${value}`)} onChoose={(sex) => onChange({ sex })} />
      <Choice label={t('state')} all={t('states.active')} values={STATES.filter((state) => state !== 'active')} value={address.state} word={(value) => t(`states.${value}`)} onChoose={(state) => onChange({ state })} />
      <Field label={t('age')}>
        <div className={styles.ages}>
          {age('ageFrom')}
          <span>{t('ageUntil')}</span>
          {age('ageTo')}
          <span>{t('years')}</span>
        </div>
      </Field>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  /** The words for no choice. */
  all: string;
  values: readonly T[];
  value: T | undefined;
  word: (value: T) => string;
  onChoose: (value: T | undefined) => void;
}

function Choice<T extends string>({ label, all, values, value, word, onChoose }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      <Select compact value={value ?? ''} onChange={(event) => onChoose(values.find((each) => each === event.target.value))}>
        <option value="">{all}</option>
        {values.map((each) => (
          <option key={each} value={each}>
            {word(each)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
