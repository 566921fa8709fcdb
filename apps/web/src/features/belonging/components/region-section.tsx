import { Button, Notice, ProblemNotice } from '@xuexi/ui';
import { useState } from 'react';

import { RegionPicker } from '../../../components/region-picker';
import { Section } from '../../../components/section';
import type { Me } from '../../../lib/session';
import { useForm } from '../../../lib/use-form';

import { useChangeRegion } from '../api/belonging';
import { useStrings } from '../use-strings';

import styles from './forms.module.css';

/** The community one lives in, and the way to another one. */
export function RegionSection({ region }: { region: Me['person']['region'] }) {
  const t = useStrings();
  const change = useChangeRegion();
  const [open, setOpen] = useState(false);
  const { form, onSubmit, errorOf } = useForm<'regionId', string>({
    read: (data) => {
      const regionId = data.get('regionId');
      return typeof regionId === 'string' ? { values: regionId } : { errors: { regionId: t('region.missing') } };
    },
    send: (regionId) => change.mutate(regionId, { onSuccess: () => setOpen(false) }),
    sending: change,
  });
  return (
    <Section title={t('region.title')} lead={region?.names.join(' · ')}>
      {change.isSuccess && !open && (
        <Notice tone="done" role="status">
          {t('region.done')}
        </Notice>
      )}
      {open ? (
        <form ref={form} className={styles.form} onSubmit={onSubmit} noValidate>
          <Notice>{t('region.meaning')}</Notice>
          <RegionPicker name="regionId" legend={t('region.new')} hint={t('region.hint')} error={errorOf('regionId')} />
          <ProblemNotice error={change.error} />
          <Button type="submit" wide busy={change.isPending} busyLabel={t('saving')}>
            {t('region.save')}
          </Button>
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {t('cancel')}
          </Button>
        </form>
      ) : (
        <Button variant="secondary" onClick={() => setOpen(true)}>
          {t('region.change')}
        </Button>
      )}
    </Section>
  );
}
