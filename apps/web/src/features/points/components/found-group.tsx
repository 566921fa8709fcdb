import { Button, Field, ProblemNotice, TextArea, TextInput, fieldProblem } from '@xuexi/ui';
import { useState } from 'react';

import { Section } from '../../../components/section';
import { useForm } from '../../../lib/use-form';

import { useFound } from '../api/points';
import { useStrings } from '../use-strings';

import styles from './groups.module.css';

const NAME_MIN = 2;

/** Founds a group in the own street. */
export function FoundGroup() {
  const t = useStrings();
  const found = useFound();
  const [open, setOpen] = useState(false);
  const { form, onSubmit, errorOf } = useForm<'name' | 'about', { name: string; about: string }>({
    read: (data) => {
      const [name, about] = [data.get('name'), data.get('about')].map((value) => (typeof value === 'string' ? value.trim() : '')) as [string, string];
      return name.length < NAME_MIN ? { errors: { name: t('found.missing') } } : { values: { name, about } };
    },
    send: (group) => found.mutate(group, { onSuccess: () => setOpen(false) }),
    sending: found,
  });
  const inField = ['name', 'about'].some((field) => fieldProblem(found.error, field) !== undefined);
  return (
    <Section title={t('found.title')} lead={t('found.lead')}>
      {open ? (
        <form ref={form} className={styles.form} onSubmit={onSubmit} noValidate>
          <Field label={t('found.name')} hint={t('found.nameHint')} error={errorOf('name')}>
            <TextInput name="name" maxLength={30} autoComplete="off" />
          </Field>
          <Field label={t('found.about')} hint={t('found.aboutHint')} error={errorOf('about')}>
            <TextArea name="about" maxLength={200} rows={3} />
          </Field>
          {!inField && <ProblemNotice error={found.error} />}
          <Button type="submit" wide busy={found.isPending} busyLabel={t('saving')}>
            {t('found.save')}
          </Button>
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {t('cancel')}
          </Button>
        </form>
      ) : (
        <Button variant="secondary" onClick={() => setOpen(true)}>
          {t('found.open')}
        </Button>
      )}
    </Section>
  );
}
