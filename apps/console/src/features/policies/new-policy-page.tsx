import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { Field, Loading, ProblemNotice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, Select } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { errorBeside } from '../../lib/problem';

import styles from './policies.module.css';
import { RULE_FIELDS, RulesFields } from './rules-fields';
import { type RulesForm, formOf, rulesOf } from './rules-form';
import { type Policy, useCreatePolicy, usePolicies } from './use-policies';

/** Begins a draft from a preset or from what is in force. */
export function NewPolicyPage() {
  const { t } = useTranslation('policies');
  const policies = usePolicies();
  return (
    <>
      <PageHead path={[{ name: t('title'), to: '/policies' }]} title={t('draft.open')} lead={t('draft.lead')} />
      <Answer query={policies} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {({ items, presets }) => <Draft inForce={items.find(({ state }) => state === 'in_force') ?? items[0]!} presets={presets} />}
      </Answer>
    </>
  );
}

interface DraftProps {
  inForce: Policy;
  presets: readonly { preset: Policy['preset']; rules: Policy['rules'] }[];
}

function Draft({ inForce, presets }: DraftProps) {
  const { t } = useTranslation('policies');
  const navigate = useNavigate();
  const create = useCreatePolicy();
  const [form, setForm] = useState<RulesForm>(() => formOf('', inForce.preset, inForce.rules));
  const begin = (from: string) => {
    const preset = presets.find((one) => one.preset === from);
    setForm(preset ? formOf(form.name, preset.preset, preset.rules) : formOf(form.name, inForce.preset, inForce.rules));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate({ name: form.name, preset: form.preset, rules: rulesOf(form) }, { onSuccess: ({ id }) => void navigate(`/policies/${id}`) });
  };
  return (
    <Panel title={t('draft.rules')}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field label={t('draft.from')}>
          <Select defaultValue="" onChange={(event) => begin(event.target.value)}>
            <option value="">{t('draft.fromInForce')}</option>
            {presets.map(({ preset }) => (
              <option key={preset} value={preset}>
                {t(`presets.${preset}`)}
              </option>
            ))}
          </Select>
        </Field>
        <RulesFields form={form} onChange={setForm} error={create.error} />
        <ProblemNotice error={errorBeside(create.error, [...RULE_FIELDS])} />
        <Button type="submit" busy={create.isPending}>
          {t('draft.save')}
        </Button>
      </form>
    </Panel>
  );
}
