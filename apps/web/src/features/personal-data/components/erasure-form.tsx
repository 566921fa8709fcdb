import type { Api } from '@xuexi/api-client';
import { Button, Card, Field, Loading, Notice, ProblemNotice, SkeletonText, TextInput, errorBeside } from '@xuexi/ui';

import { useForm } from '../../../lib/use-form';

import { useErase, useErasurePreview } from '../api/erasure';
import { useStrings } from '../use-strings';

import styles from './personal-data.module.css';

type Words = Api['Erasure']['words'];

/** What goes, what stays and why, and the words that have to be typed before it is done. */
export function ErasureForm({ onDone }: { onDone: () => void }) {
  const t = useStrings();
  const preview = useErasurePreview();
  if (preview.isLoadingError) return <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined) {
    return (
      <Card>
        <Loading>
          <SkeletonText lines={6} />
        </Loading>
      </Card>
    );
  }
  const { removed, kept, roleHeld, words } = preview.data;
  return (
    <>
      <Card as="section" className={styles.fate}>
        <h2>{t('erasure.removed')}</h2>
        <ul>
          {removed.filter(isThere).map(({ what, count }) => (
            <li key={what}>{count === 1 ? what : t('erasure.many', { what, count })}</li>
          ))}
        </ul>
        <h2>{t('erasure.kept')}</h2>
        <ul>
          {kept.filter(isThere).map(({ what, count, why }) => (
            <li key={what}>
              {count === 1 ? what : t('erasure.many', { what, count })}
              <p>{why}</p>
            </li>
          ))}
        </ul>
      </Card>
      {roleHeld ? <Notice tone="attention">{t('erasure.roleHeld')}</Notice> : <Words words={words} onDone={onDone} />}
    </>
  );
}

/** What this person never had is neither removed nor kept. */
const isThere = ({ count }: { count: number }) => count > 0;

function Words({ words, onDone }: { words: Words; onDone: () => void }) {
  const t = useStrings();
  const erase = useErase();
  const { form, onSubmit, errorOf } = useForm<'words', Words>({
    read: (data) => (String(data.get('words')).trim() === words ? { values: words } : { errors: { words: t('erasure.wordsWrong', { words }) } }),
    send: (typed) => erase.mutate(typed, { onSuccess: onDone }),
    sending: erase,
  });
  return (
    <Card>
      <form ref={form} className={styles.question} onSubmit={onSubmit} noValidate>
        <Notice tone="attention">{t('erasure.final')}</Notice>
        <ProblemNotice error={errorBeside(erase.error, ['words'])} />
        <Field label={t('erasure.words', { words })} error={errorOf('words')}>
          <TextInput name="words" autoComplete="off" maxLength={20} />
        </Field>
        <Button type="submit" variant="secondary" wide busy={erase.isPending} busyLabel={t('erasure.erasing')}>
          {t('erasure.do')}
        </Button>
      </form>
    </Card>
  );
}
