import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Card, EmptyState, Field, fieldProblem, ProblemNotice, Tag } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';
import { errorBeside } from '../../lib/problem';

import styles from './desk.module.css';
import { type FoundLearner, useDeskSearch } from './use-desk';

const TONES = { unverified: 'neutral', pending: 'ochre', verified: 'bamboo', rejected: 'cinnabar' } as const;

export interface DeskSearchProps {
  /** What can be done with somebody who was found. */
  action: (learner: FoundLearner) => ReactNode;
  /** What can be done when nobody was found. */
  otherwise?: ReactNode;
  /** Who is left out. */
  except?: string;
}

/** One line for a document, a phone, a 学员号 or a name; who was found stands below as cards. */
export function DeskSearch({ action, otherwise, except }: DeskSearchProps) {
  const { t } = useTranslation('desk');
  const search = useDeskSearch();
  const [typed, setTyped] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') search.mutate(typed);
  };
  const found = search.data?.filter(({ personId }) => personId !== except);
  return (
    <>
      <form className={styles.search} onSubmit={submit} role="search">
        <Field label={t('search.label')} hint={t('search.hint')} error={fieldProblem(search.error, 'number')}>
          <TextInput className={styles.big} value={typed} maxLength={64} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Button type="submit" busy={search.isPending} busyLabel={t('search.busy')}>
          {t('search.action')}
        </Button>
      </form>
      <ProblemNotice error={errorBeside(search.error, ['number'])} />
      {found?.length === 0 && (
        <EmptyState title={t('search.none')} action={otherwise}>
          {t('search.noneDetail')}
        </EmptyState>
      )}
      <ul className={styles.cards}>
        {found?.map((learner) => (
          <Card as="li" key={learner.personId} className={styles.card}>
            <p className={styles.name}>
              {learner.nameMasked ?? t('noName')} <Tag tone={TONES[learner.verification]}>{t(`verifications.${learner.verification}`)}</Tag>
              {learner.state !== 'active' && <Tag tone="cinnabar">{t(`states.${learner.state}`)}</Tag>}
            </p>
            <p>{learner.region?.names.slice(-2).join(' ') ?? t('none')}</p>
            <p className={styles.quiet}>{[learner.idNumberMasked, learner.phoneMasked, learner.loginNumber].filter(Boolean).join(' · ')}</p>
            {action(learner)}
          </Card>
        ))}
      </ul>
    </>
  );
}
