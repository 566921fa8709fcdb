import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { EmptyState, Field, Loading, ProblemNotice, SkeletonText } from '@xuexi/ui';

import { Button, Select, TextInput } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import { KINDS } from './kinds';
import { OrganisationDialog } from './organisation-dialog';
import { OrganisationTable } from './organisation-table';
import styles from './organisations-page.module.css';
import { type OrganisationFilter, useOrganisations } from './use-organisations';

/** 单位: found, made, changed and closed. */
export function OrganisationsPage() {
  const { t } = useTranslation('organisations');
  const [filter, setFilter] = useState<OrganisationFilter>({ q: undefined, kind: undefined, closed: false });
  const [making, setMaking] = useState(false);
  return (
    <>
      <PageHead path={useScopePath('organisations.write')} title={t('title')} lead={t('lead')} actions={<Button onClick={() => setMaking(true)}>{t('create.open')}</Button>} />
      <Filters filter={filter} onFilter={setFilter} />
      <Found filter={filter} />
      {making && <OrganisationDialog organisation={null} onDone={() => setMaking(false)} />}
    </>
  );
}

function Filters({ filter, onFilter }: { filter: OrganisationFilter; onFilter: (filter: OrganisationFilter) => void }) {
  const { t } = useTranslation('organisations');
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onFilter({ ...filter, q: text.trim() === '' ? undefined : text.trim() });
  };
  return (
    <form role="search" className={styles.filters} onSubmit={submit}>
      <Field label={t('search')}>
        <TextInput type="search" value={text} maxLength={100} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Field label={t('kind')}>
        <Select value={filter.kind ?? ''} onChange={(event) => onFilter({ ...filter, kind: KINDS.find(([kind]) => kind === event.target.value)?.[0] })}>
          <option value="">{t('allKinds')}</option>
          {KINDS.map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <label className={styles.check}>
        <input type="checkbox" checked={filter.closed} onChange={(event) => onFilter({ ...filter, closed: event.target.checked })} />
        {t('withClosed')}
      </label>
      <Button type="submit" variant="secondary">
        {t('find')}
      </Button>
    </form>
  );
}

function Found({ filter }: { filter: OrganisationFilter }) {
  const { t } = useTranslation('organisations');
  const found = useOrganisations(filter);
  if (found.data === undefined) return found.error === null ? <Loading><SkeletonText lines={8} /></Loading> : <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  const organisations = found.data.pages.flatMap((page) => page.items);
  if (organisations.length === 0) return <EmptyState title={t('empty')}>{t('emptyDetail')}</EmptyState>;
  return (
    <Panel title={t('list')}>
      <OrganisationTable organisations={organisations} />
      {found.hasNextPage && (
        <Button variant="secondary" small busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Panel>
  );
}
