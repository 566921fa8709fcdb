import { useTranslation } from 'react-i18next';

import { Field, fieldProblem } from '@xuexi/ui';

import { Button, Select, TextInput } from '../../components/controls';

import styles from './policies.module.css';
import type { RulesForm } from './rules-form';

export interface RulesFieldsProps {
  form: RulesForm;
  onChange: (form: RulesForm) => void;
  /** What the API said about them. */
  error: unknown;
}

/** Fields whose faults stand beside them. */
export const RULE_FIELDS = [
  'name',
  'rules.lesson.classHourMinutes',
  'rules.lesson.tiers',
  'rules.dailyCapUnits',
  'rules.quiz.units',
  'rules.quiz.passPercent',
  'rules.quiz.attemptsPerDate',
  'rules.attendance.unitsPerClassHour',
  'rules.attendance.presencePercent',
  'rules.attendance.dailyCapUnits',
  'rules.grant.secondApprovalAboveUnits',
  'rules.targetCredits',
] as const;

/** All that a policy sets. */
export function RulesFields({ form, onChange, error }: RulesFieldsProps) {
  const { t } = useTranslation('policies');
  const figure = (key: FigureKey, field: string, unit: string) => (
    <Field label={t(`fields.${key}`)} hint={unit} error={fieldProblem(error, field)}>
      <TextInput inputMode="decimal" value={form[key]} onChange={(event) => onChange({ ...form, [key]: event.target.value })} />
    </Field>
  );
  return (
    <>
      <Field label={t('fields.name')} error={fieldProblem(error, 'name')}>
        <TextInput value={form.name} onChange={(event) => onChange({ ...form, name: event.target.value })} />
      </Field>
      <fieldset className={styles.group}>
        <legend>{t('groups.watching')}</legend>
        <div className={styles.grid}>
          <Field label={t('fields.lessonKind')}>
            <Select value={form.lessonKind} onChange={(event) => onChange(withLessonKind(form, event.target.value as RulesForm['lessonKind']))}>
              {LESSON_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`lessonKinds.${kind}`)}
                </option>
              ))}
            </Select>
          </Field>
          {form.lessonKind === 'per_length' && figure('classHourMinutes', 'rules.lesson.classHourMinutes', t('units.minutes'))}
          <Field label={t('fields.capped')} error={form.capped ? undefined : fieldProblem(error, 'rules.dailyCapUnits')}>
            <Select value={form.capped ? 'yes' : 'no'} onChange={(event) => onChange({ ...form, capped: event.target.value === 'yes' })}>
              <option value="yes">{t('capped.yes')}</option>
              <option value="no">{t('capped.no')}</option>
            </Select>
          </Field>
          {form.capped && figure('dailyCap', 'rules.dailyCapUnits', t('units.credits'))}
        </div>
        {form.lessonKind === 'tiers' && <Tiers form={form} onChange={onChange} error={error} />}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('groups.quiz')}</legend>
        <div className={styles.grid}>
          {figure('quizCredits', 'rules.quiz.units', t('units.credits'))}
          {figure('quizPercent', 'rules.quiz.passPercent', t('units.percent'))}
          {figure('quizAttempts', 'rules.quiz.attemptsPerDate', t('units.times'))}
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('groups.attendance')}</legend>
        <div className={styles.grid}>
          {figure('classHourCredits', 'rules.attendance.unitsPerClassHour', t('units.credits'))}
          {figure('presencePercent', 'rules.attendance.presencePercent', t('units.percent'))}
          {figure('attendanceCap', 'rules.attendance.dailyCapUnits', t('units.credits'))}
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('groups.year')}</legend>
        <div className={styles.grid}>
          {figure('target', 'rules.targetCredits', t('units.credits'))}
          {figure('secondApprovalAbove', 'rules.grant.secondApprovalAboveUnits', t('units.credits'))}
        </div>
      </fieldset>
    </>
  );
}

const LESSON_KINDS = ['per_length', 'tiers', 'course_fixed'] as const;

type FigureKey = { [Key in keyof RulesForm]: RulesForm[Key] extends string ? Key : never }[Exclude<keyof RulesForm, 'name' | 'preset' | 'lessonKind'>];

/** Whole courses have no daily cap; lessons begin with one. */
function withLessonKind(form: RulesForm, lessonKind: RulesForm['lessonKind']): RulesForm {
  return { ...form, lessonKind, capped: lessonKind !== 'course_fixed' };
}

function Tiers({ form, onChange, error }: RulesFieldsProps) {
  const { t } = useTranslation('policies');
  const { tiers } = form;
  const set = (at: number, change: Partial<RulesForm['tiers'][number]>) => onChange({ ...form, tiers: tiers.map((tier, i) => (i === at ? { ...tier, ...change } : tier)) });
  return (
    <Field label={t('fields.tiers')} hint={t('fields.tiersHint')} error={fieldProblem(error, 'rules.lesson.tiers')}>
      <ol className={styles.tierFields}>
        {tiers.map(({ fromMinutes, credits }, i) => (
          // The place is all that tells two steps apart while they are typed.
          <li key={i}>
            <TextInput id={undefined} inputMode="decimal" aria-label={t('tierFields.from')} value={fromMinutes} onChange={(event) => set(i, { fromMinutes: event.target.value })} />
            <span>{t('tierFields.fromUnit')}</span>
            <TextInput id={undefined} inputMode="decimal" aria-label={t('tierFields.credits')} value={credits} onChange={(event) => set(i, { credits: event.target.value })} />
            <span>{t('units.credits')}</span>
            {tiers.length > 1 && (
              <Button variant="quiet" small onClick={() => onChange({ ...form, tiers: tiers.filter((_, at) => at !== i) })}>
                {t('tierFields.remove')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Button variant="secondary" small onClick={() => onChange({ ...form, tiers: [{ fromMinutes: '', credits: '' }, ...tiers] })}>
        {t('tierFields.add')}
      </Button>
    </Field>
  );
}
