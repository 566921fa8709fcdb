import { Button, Field, ProblemNotice, TextInput, fieldProblem } from '@xuexi/ui';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';

import { useJoin } from '../api/joining';
import { useStrings } from '../use-strings';

import styles from './join.module.css';

/** Asks for the code of an invitation; a link brings it along. */
export function JoinByCode({ courseId }: { courseId: string }) {
  const t = useStrings();
  const [params] = useSearchParams();
  const [code, setCode] = useState(params.get('code') ?? '');
  const join = useJoin(courseId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!join.isPending) join.mutate(code);
  };
  return (
    <form className={styles.code} onSubmit={submit}>
      <Field label={t('join.code')} hint={t('join.codeHint')} error={fieldProblem(join.error, 'code')}>
        <TextInput value={code} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={60} onChange={(event) => setCode(event.target.value)} />
      </Field>
      <ProblemNotice error={fieldProblem(join.error, 'code') === undefined ? join.error : null} />
      <Button type="submit" busy={join.isPending} busyLabel={t('join.joining')} disabled={code.trim() === ''}>
        {t('join.join')}
      </Button>
    </form>
  );
}
