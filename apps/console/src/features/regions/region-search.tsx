import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, TextInput } from '../../components/controls';

import { RegionFound } from './region-found';
import styles from './regions-page.module.css';
import { useRegionSearch } from './use-regions';

/** Looks for a region by name or code, anywhere in one's regions. */
export function RegionSearch() {
  const { t } = useTranslation('regions');
  const [text, setText] = useState('');
  const [q, setQ] = useState('');
  const found = useRegionSearch(q);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setQ(text.trim());
  };
  return (
    <>
      <form role="search" className={styles.search} onSubmit={submit}>
        <Field label={t('search.label')}>
          <TextInput type="search" value={text} maxLength={60} onChange={(event) => setText(event.target.value)} />
        </Field>
        <Button type="submit" variant="secondary">
          {t('search.action')}
        </Button>
      </form>
      {q !== '' && (
        <Answer query={found} skeleton={<Loading><SkeletonText lines={3} /></Loading>}>
          {(regions) => <RegionFound regions={regions} />}
        </Answer>
      )}
    </>
  );
}
