import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { Select, TextArea, TextInput } from '../../components/controls';

import { useCategories } from './use-teaching';

/** What is filled in about a course. */
export interface CourseFacts {
  title: string;
  summary: string;
  categoryCode: string;
}

/** The fields whose faults stand beside them. */
export const COURSE_FIELDS = ['title', 'summary', 'categoryCode'] as const;

export interface CourseFieldsProps {
  facts: CourseFacts;
  onChange: (facts: CourseFacts) => void;
  /** What the API said about them. */
  error: unknown;
  disabled?: boolean;
}

/** Title, category and summary of a course. */
export function CourseFields({ facts, onChange, error, disabled = false }: CourseFieldsProps) {
  const { t } = useTranslation('catalog');
  const categories = useCategories();
  const change = (changed: Partial<CourseFacts>) => onChange({ ...facts, ...changed });
  return (
    <>
      <Field label={t('form.title')} hint={t('form.titleHint')} error={fieldProblem(error, 'title')}>
        <TextInput value={facts.title} disabled={disabled} required onChange={(event) => change({ title: event.target.value })} />
      </Field>
      <Field label={t('form.category')} error={fieldProblem(error, 'categoryCode')}>
        <Select value={facts.categoryCode} disabled={disabled} required onChange={(event) => change({ categoryCode: event.target.value })}>
          <option value="" disabled>
            {t('form.categoryNone')}
          </option>
          {categories.data?.items.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('form.summary')} hint={t('form.summaryHint')} error={fieldProblem(error, 'summary')}>
        <TextArea value={facts.summary} disabled={disabled} rows={4} onChange={(event) => change({ summary: event.target.value })} />
      </Field>
    </>
  );
}
