import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import type { Api } from '@xuexi/api-client';
import { Field, fieldProblem, ProblemNotice } from '@xuexi/ui';

import { Button, Select, SiteLinkButton } from '../../components/controls';
import { FileDrop } from '../../components/file-drop';
import { RegionSelect } from '../../components/region-select';
import { errorBeside } from '../../lib/problem';
import { useScopeRoots } from '../../lib/regions';

import styles from './imports.module.css';
import { type ImportKind, useOrganisationsOf, useUpload } from './use-imports';

/** Chooses what a table holds, where it belongs and the file itself. */
export function NewImportForm({ kinds }: { kinds: readonly Api['ImportKind'][] }) {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const upload = useUpload();
  const roots = useScopeRoots('residents.import');
  const [kind, setKind] = useState<ImportKind>('residents');
  const [chain, setChain] = useState<string[]>([]);
  const [organisationId, setOrganisationId] = useState('');
  const [consented, setConsented] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const regionId = chain.at(-1) ?? (roots?.length === 1 ? roots[0]?.id : undefined);
  const complete = file !== null && (kind !== 'residents' || consented) && (kind !== 'roster' || organisationId !== '');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!complete) return;
    upload.mutate({ kind, regionId, organisationId: kind === 'roster' ? organisationId : undefined, consented, file }, { onSuccess: ({ id }) => void navigate(`/imports/${id}`) });
  };
  const changed = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    upload.reset();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Kinds kinds={kinds} kind={kind} onChange={changed(setKind)} />
      <div className={styles.row}>
        <span className={styles.label}>{t('new.region')}</span>
        <RegionSelect permission="residents.import" chain={chain} onChange={changed(setChain)} />
      </div>
      {kind === 'roster' && <Organisation regionId={regionId} value={organisationId} error={fieldProblem(upload.error, 'organisationId')} onChange={changed(setOrganisationId)} />}
      <FileDrop file={file} accept=".xlsx,.csv" label={t('new.choose')} hint={t('new.chooseHint')} onChoose={changed(setFile)} />
      {kind === 'residents' && (
        <label className={styles.consent}>
          <input type="checkbox" checked={consented} onChange={(event) => setConsented(event.target.checked)} />
          <span>{t('new.consent')}</span>
        </label>
      )}
      <ProblemNotice error={errorBeside(upload.error, ['file', 'organisationId'])} />
      {fieldProblem(upload.error, 'file') !== undefined && (
        <p className={styles.fault} role="alert">
          {fieldProblem(upload.error, 'file')}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" disabled={!complete} busy={upload.isPending} busyLabel={t('new.checking')}>
          {t('new.action')}
        </Button>
        <span>{t('new.note')}</span>
      </div>
    </form>
  );
}

function Kinds({ kinds, kind, onChange }: { kinds: readonly Api['ImportKind'][]; kind: ImportKind; onChange: (kind: ImportKind) => void }) {
  const { t } = useTranslation('imports');
  return (
    <div className={styles.kinds}>
      <Field label={t('new.kind')} hint={t(`kinds.${kind}.hint`)}>
        <Select value={kind} onChange={(event) => onChange(kinds.find((one) => one.kind === event.target.value)?.kind ?? kind)}>
          {kinds.map((one) => (
            <option key={one.kind} value={one.kind}>
              {t(`kinds.${one.kind}.name`)}
            </option>
          ))}
        </Select>
      </Field>
      <SiteLinkButton variant="secondary" href={`/api/imports/templates/${kind}`}>{t('new.template')}</SiteLinkButton>
    </div>
  );
}

interface OrganisationProps {
  regionId: string | undefined;
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
}

function Organisation({ regionId, value, error, onChange }: OrganisationProps) {
  const { t } = useTranslation('imports');
  const organisations = useOrganisationsOf(regionId, true);
  return (
    <Field label={t('new.organisation')} error={error} hint={organisations.data?.length === 0 ? t('new.noOrganisation') : undefined}>
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('new.chooseOrganisation')}</option>
        {(organisations.data ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
