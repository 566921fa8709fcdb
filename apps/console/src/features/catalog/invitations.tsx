import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { dayStartsAt, shanghaiDate } from '@xuexi/domain';
import { Field, fieldProblem, formatCount, formatDateTime, ProblemNotice, Tag, type Tone } from '@xuexi/ui';

import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button, TextInput } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import styles from './course-settings.module.css';
import { type Invitation, useInvitations, useNewInvitation, useRevokeInvitation } from './use-course-settings';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
const TONES: Record<Invitation['state'], Tone> = { valid: 'bamboo', expired: 'neutral', used_up: 'ochre', revoked: 'neutral' };

/** 邀请码: makes codes, shows what became of them, revokes them. */
export function Invitations({ courseId }: { courseId: string }) {
  const { t } = useTranslation('catalog');
  const invitations = useInvitations(courseId);
  return (
    <section className={styles.invitations} aria-label={t('invitations.title')}>
      <h3>{t('invitations.title')}</h3>
      <NewInvitation courseId={courseId} />
      <ProblemNotice error={invitations.error} onRetry={() => void invitations.refetch()} />
      <ul className={styles.codes}>
        {invitations.data?.items.map((invitation) => (
          <Code key={invitation.id} courseId={courseId} invitation={invitation} />
        ))}
      </ul>
    </section>
  );
}

function NewInvitation({ courseId }: { courseId: string }) {
  const { t } = useTranslation('catalog');
  const [validUntil, setValidUntil] = useState(() => shanghaiDate(dayStartsAt(shanghaiDate(Date.now())) + USUAL_DAYS * DAY_MS));
  const [maxUses, setMaxUses] = useState('');
  const create = useNewInvitation(courseId);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate({ validUntil, maxUses: maxUses === '' ? null : Number(maxUses) });
  };
  return (
    <form className={styles.newCode} onSubmit={submit} noValidate>
      <Field label={t('invitations.validUntil')} error={fieldProblem(create.error, 'validUntil')}>
        <TextInput type="date" value={validUntil} onChange={(event) => setValidUntil(event.target.value)} />
      </Field>
      <Field label={t('invitations.maxUses')} error={fieldProblem(create.error, 'maxUses')}>
        <TextInput type="number" min={1} inputMode="numeric" placeholder={t('invitations.unlimited')} value={maxUses} onChange={(event) => setMaxUses(event.target.value)} />
      </Field>
      <Button type="submit" variant="secondary" busy={create.isPending} busyLabel={t('invitations.creating')}>
        {t('invitations.create')}
      </Button>
      <ProblemNotice error={errorBeside(create.error, ['validUntil', 'maxUses'])} />
    </form>
  );
}

function Code({ courseId, invitation: { id, code, expiresAt, maxUses, uses, state } }: { courseId: string; invitation: Invitation }) {
  const { t } = useTranslation('catalog');
  const [asking, setAsking] = useState(false);
  const [copied, setCopied] = useState(false);
  const revoke = useRevokeInvitation(courseId);
  const link = `${location.origin}/courses/${courseId}?code=${code}`;
  return (
    <li>
      <div className={styles.code}>
        <strong>{code}</strong>
        <Tag tone={TONES[state]}>{t(`invitations.state.${state}`)}</Tag>
      </div>
      <p>
        {maxUses === null ? t('invitations.used', { uses: formatCount(uses) }) : t('invitations.usedOf', { uses: formatCount(uses), all: formatCount(maxUses) })}
        {' · '}
        {t('invitations.until', { time: formatDateTime(expiresAt) })}
      </p>
      {state === 'valid' && (
        <div className={styles.acts}>
          <Button variant="quiet" small onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true), () => undefined)}>
            {t(copied ? 'invitations.copied' : 'invitations.copy')}
          </Button>
          <Button variant="quiet" small onClick={() => setAsking(true)}>
            {t('invitations.revoke')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        title={t('invitations.revokeTitle', { code })}
        action={t('invitations.revoke')}
        danger
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate(id, { onSuccess: () => setAsking(false) })}
        onDismiss={() => setAsking(false)}
      >
        {t('invitations.revokeDetail')}
      </ConfirmDialog>
    </li>
  );
}
