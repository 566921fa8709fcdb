import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { shanghaiDate } from '@xuexi/domain';
import { Field, fieldProblem } from '@xuexi/ui';

import { Button, LinkButton, Select, TextInput } from '../../components/controls';
import { Panel } from '../../components/panel';
import { RegionSelect } from '../../components/region-select';
import { type Permission, useSignedIn } from '../../lib/session';

import { ActionDialog } from './action-dialog';
import { ChangeOrganisation } from './change-organisation';
import styles from './desk.module.css';
import { type LearnerDetail, type Slip, useChangePhone, useChangeRegion, useChangeState, useRecover } from './use-desk';

type Act = 'recover' | 'phone' | 'state' | 'region' | 'organisation';

const NEEDS: Record<Act, Permission> = { recover: 'desk.recover', phone: 'desk.change_phone', state: 'desk.change_state', region: 'desk.change_state', organisation: 'desk.change_state' };
const ACTS = Object.keys(NEEDS) as Act[];

export interface LearnerActionsProps {
  learner: LearnerDetail;
  /** A new slip is to be given to the resident. */
  onSlip: (slip: Slip) => void;
}

/** What can be done for a resident here, each as a question of its own. */
export function LearnerActions({ learner, onSlip }: LearnerActionsProps) {
  const { t } = useTranslation('desk');
  const { permissions } = useSignedIn();
  const [open, setOpen] = useState<Act | null>(null);
  const close = () => setOpen(null);
  const slip = (made: Slip) => {
    close();
    onSlip(made);
  };
  const props = { learner, onDismiss: close };
  const offered = ACTS.filter((act) => permissions.includes(NEEDS[act]));
  if (offered.length === 0) return null;
  return (
    <Panel title={t('actions.title')}>
      <div className={styles.actions}>
        {offered.map((act) => (
          <Button key={act} variant="secondary" onClick={() => setOpen(act)}>
            {t(`actions.${act}.open`)}
          </Button>
        ))}
        {permissions.includes('credits.read') && (
          <LinkButton variant="secondary" to={`/learners/${learner.personId}/credits`}>
            {t('credits.open')}
          </LinkButton>
        )}
        {permissions.includes('desk.merge') && (
          <LinkButton variant="secondary" to={`/learners/${learner.personId}/merge`}>
            {t('merge.open')}
          </LinkButton>
        )}
      </div>
      {open === 'recover' && <Recover {...props} onSlip={slip} />}
      {open === 'phone' && <ChangePhone {...props} onSlip={slip} />}
      {open === 'state' && <ChangeState {...props} />}
      {open === 'region' && <ChangeRegion {...props} />}
      {open === 'organisation' && <ChangeOrganisation {...props} />}
    </Panel>
  );
}

interface ActProps {
  learner: LearnerDetail;
  onDismiss: () => void;
}

function Recover({ learner, onDismiss, onSlip }: ActProps & { onSlip: (slip: Slip) => void }) {
  const { t } = useTranslation('desk');
  const recover = useRecover(learner.personId);
  const [accountId, setAccountId] = useState<string | null>(null);
  return (
    <ActionDialog title={t('actions.recover.open')} lead={t('actions.recover.lead')} action={t('actions.recover.action')} documentSeen busy={recover.isPending} error={recover.error} onDismiss={onDismiss}
      onSubmit={(reason) => recover.mutate({ accountId, documentSeen: true, reason }, { onSuccess: onSlip })}>
      <AccountChoice learner={learner} value={accountId} onChange={setAccountId} />
    </ActionDialog>
  );
}

function ChangePhone({ learner, onDismiss, onSlip }: ActProps & { onSlip: (slip: Slip) => void }) {
  const { t } = useTranslation('desk');
  const change = useChangePhone(learner.personId);
  const [accountId, setAccountId] = useState<string | null>(null);
  const [phone, setPhone] = useState('');
  return (
    <ActionDialog title={t('actions.phone.open')} lead={t('actions.phone.lead')} action={t('actions.phone.action')} documentSeen busy={change.isPending} error={change.error} fields={['phone']} onDismiss={onDismiss}
      onSubmit={(reason) => change.mutate({ accountId, phone, documentSeen: true, reason }, { onSuccess: onSlip })}>
      <AccountChoice learner={learner} value={accountId} onChange={setAccountId} />
      <Field label={t('actions.phone.new')} hint={t('actions.phone.hint')} error={fieldProblem(change.error, 'phone')}>
        <TextInput value={phone} inputMode="tel" maxLength={20} autoComplete="off" onChange={(event) => setPhone(event.target.value)} />
      </Field>
    </ActionDialog>
  );
}

const STATES = ['deceased', 'moved', 'active'] as const;

function ChangeState({ learner, onDismiss }: ActProps) {
  const { t } = useTranslation('desk');
  const change = useChangeState(learner.personId);
  const today = shanghaiDate(Date.now());
  const choices = STATES.filter((state) => state !== learner.state);
  const [state, setState] = useState<(typeof STATES)[number]>(choices[0] ?? 'active');
  const [on, setOn] = useState(today);
  return (
    <ActionDialog title={t('actions.state.open')} lead={t(`actions.state.means.${state}`)} action={t('actions.state.action')} danger={state === 'deceased'} busy={change.isPending} error={change.error} fields={['on']} onDismiss={onDismiss}
      onSubmit={(reason) => change.mutate({ state, on, reason }, { onSuccess: onDismiss })}>
      <Field label={t('actions.state.which')}>
        <Select value={state} onChange={(event) => setState(STATES.find((each) => each === event.target.value) ?? 'active')}>
          {choices.map((each) => (
            <option key={each} value={each}>
              {t(`states.${each}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('actions.state.on')} error={fieldProblem(change.error, 'on')}>
        <TextInput type="date" max={today} value={on} onChange={(event) => setOn(event.target.value)} />
      </Field>
    </ActionDialog>
  );
}

function ChangeRegion({ learner, onDismiss }: ActProps) {
  const { t } = useTranslation('desk');
  const change = useChangeRegion(learner.personId);
  const [regions, setRegions] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const submit = (reason: string) => {
    const regionId = regions.at(-1);
    setMissing(regionId === undefined);
    if (regionId !== undefined) change.mutate({ regionId, reason }, { onSuccess: onDismiss });
  };
  return (
    <ActionDialog title={t('actions.region.open')} lead={t('actions.region.lead')} action={t('actions.region.action')} busy={change.isPending} error={change.error} fields={['regionId']} onDismiss={onDismiss} onSubmit={submit}>
      <Field label={t('register.region')} error={missing ? t('register.missing.regionId') : fieldProblem(change.error, 'regionId')}>
        <RegionSelect mustChoose permission="desk.change_state" chain={regions} onChange={setRegions} />
      </Field>
    </ActionDialog>
  );
}

/** Which login is meant, where there are several. */
function AccountChoice({ learner, value, onChange }: { learner: LearnerDetail; value: string | null; onChange: (id: string) => void }) {
  const { t } = useTranslation('desk');
  if (learner.accounts.length < 2) return null;
  return (
    <Field label={t('actions.account')}>
      <Select value={value ?? learner.accounts[0]?.id} onChange={(event) => onChange(event.target.value)}>
        {learner.accounts.map(({ id, loginNumber, phoneMasked }) => (
          <option key={id} value={id}>
            {[loginNumber, phoneMasked].filter(Boolean).join(' · ')}
          </option>
        ))}
      </Select>
    </Field>
  );
}
