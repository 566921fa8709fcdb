import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';

import { Loading, Notice, ProblemNotice, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { errorBeside } from '../../lib/problem';
import { useSignedIn } from '../../lib/session';

import { AdoptPolicy } from './adopt-policy';
import styles from './policies.module.css';
import { PolicySince, STATE_TONES } from './policies-page';
import { RULE_FIELDS, RulesFields } from './rules-fields';
import { formOf, rulesOf } from './rules-form';
import { RulesSummary } from './rules-summary';
import { TryOnScenario } from './try-on-scenario';
import { TryOnYear } from './try-on-year';
import { type Policy, usePolicy, useRemovePolicy, useSavePolicy } from './use-policies';

/** One policy: a draft is changed, tried and adopted; an adopted one is read. */
export function PolicyPage() {
  const { policyId = '' } = useParams();
  return (
    <Answer query={usePolicy(policyId)} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
      {(policy) => <Details policy={policy} />}
    </Answer>
  );
}

function Details({ policy }: { policy: Policy }) {
  const { t } = useTranslation('policies');
  const { permissions } = useSignedIn();
  const { id, name, state, rules } = policy;
  if (id === null) return null;
  const draft = state === 'draft' && permissions.includes('policy.write');
  return (
    <>
      <PageHead path={[{ name: t('title'), to: '/policies' }]} title={name} beside={<Tag tone={STATE_TONES[state]}>{t(`states.${state}`)}</Tag>} lead={<PolicySince policy={policy} />} />
      {draft ? (
        <EditRules key={id} id={id} policy={policy} />
      ) : (
        <Panel title={t('draft.rules')}>
          <RulesSummary rules={rules} />
        </Panel>
      )}
      {permissions.includes('policy.write') && (
        <>
          <TryOnYear policyId={id} />
          <TryOnScenario policyId={id} />
        </>
      )}
      {draft && permissions.includes('policy.adopt') && <AdoptPolicy policyId={id} name={name} />}
      {draft && <RemoveDraft id={id} />}
    </>
  );
}

function EditRules({ id, policy: { name, preset, rules } }: { id: string; policy: Policy }) {
  const { t } = useTranslation('policies');
  const save = useSavePolicy(id);
  const [form, setForm] = useState(() => formOf(name, preset, rules));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate({ name: form.name, preset: form.preset, rules: rulesOf(form) });
  };
  return (
    <Panel title={t('draft.rules')}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <RulesFields
          form={form}
          error={save.error}
          onChange={(changed) => {
            setForm(changed);
            save.reset();
          }}
        />
        <ProblemNotice error={errorBeside(save.error, [...RULE_FIELDS])} />
        {save.isSuccess && (
          <Notice tone="done" role="status">
            {t('draft.saved')}
          </Notice>
        )}
        <Button type="submit" busy={save.isPending}>
          {t('draft.save')}
        </Button>
      </form>
    </Panel>
  );
}

function RemoveDraft({ id }: { id: string }) {
  const { t } = useTranslation('policies');
  const navigate = useNavigate();
  const remove = useRemovePolicy(id);
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <Button variant="quiet" danger onClick={() => setAsking(true)}>
        {t('draft.remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        danger
        title={t('draft.removeTitle')}
        action={t('draft.remove')}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate('/policies') })}
        onDismiss={() => setAsking(false)}
      >
        <p>{t('draft.removeDetail')}</p>
      </ConfirmDialog>
    </div>
  );
}
