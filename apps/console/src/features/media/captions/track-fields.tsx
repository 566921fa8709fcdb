import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { Select, TextInput } from '../../../components/controls';

import styles from './captions.module.css';
import type { TrackAbout } from './use-captions';

const LANGUAGES = ['zh-CN', 'zh-Hant', 'en', 'ug', 'bo', 'mn', 'ko', 'za'] as const;

/** Fields whose faults are said beside their inputs. */
export const TRACK_FIELDS = ['label', 'language'];

/** Name, language and dialect of captions. */
export function TrackFields({ about, error, onChange }: { about: TrackAbout; error: unknown; onChange: (about: TrackAbout) => void }) {
  const { t } = useTranslation('captions');
  return (
    <>
      <Field label={t('about.label')} hint={t('about.labelHint')} error={fieldProblem(error, 'label')}>
        <TextInput value={about.label} maxLength={40} onChange={(event) => onChange({ ...about, label: event.target.value })} />
      </Field>
      <Field label={t('about.language')} error={fieldProblem(error, 'language')}>
        <Select value={about.language} onChange={(event) => onChange({ ...about, language: event.target.value })}>
          {LANGUAGES.map((language) => (
            <option key={language} value={language}>
              {t(`languages.${language}`)}
            </option>
          ))}
        </Select>
      </Field>
      <label className={styles.check}>
        <input type="checkbox" checked={about.dialect} onChange={(event) => onChange({ ...about, dialect: event.target.checked })} />
        <span>{t('about.dialect')}</span>
      </label>
    </>
  );
}
