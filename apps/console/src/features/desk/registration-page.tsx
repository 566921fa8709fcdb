import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { DOCUMENT_KINDS, DOCUMENT_NAMES, type DocumentKind, isIdKind, maskName, shanghaiDate } from '@xuexi/domain';
import { Field, fieldProblem, Notice, ProblemNotice } from '@xuexi/ui';

import { Button, LinkButton, Select, TextInput } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { RegionSelect } from '../../components/region-select';
import { useScopePath } from '../../components/use-scope-path';
import { errorBeside } from '../../lib/problem';

import { Check } from './check';
import styles from './desk.module.css';
import { checkDocument, isChildsBirthDate } from './document-check';
import { type Guardian, GuardianFields, NO_GUARDIAN } from './guardian-fields';
import { SlipView } from './slip-view';
import { useRegister } from './use-desk';

const FIELDS = ['documentKind', 'idNumber', 'birthDate', 'name', 'regionId', 'phone', 'consentSigned', 'guardian.guardianName', 'guardian.guardianPhone', 'guardian.relation', 'guardian.documentNote'];

/** What is said to be missing here, all of it at once, before anything is sent. */
const MUST_HAVE = ['idNumber', 'birthDate', 'name', 'regionId', 'consentSigned'] as const;

/** 登记新居民: from the document to the slip. */
export function RegistrationPage() {
  const { t } = useTranslation('desk');
  const scope = useScopePath('desk.register');
  const navigate = useNavigate();
  const register = useRegister();
  const [name, setName] = useState('');
  const { data } = register;
  return (
    <>
      <PageHead path={[...scope, { name: t('title'), to: '/desk' }]} title={t('register.title')} lead={t('register.lead')} />
      {data?.outcome === 'known' ? (
        <Notice tone="info" title={t('register.known')} action={<LinkButton to={`/learners/${data.personId}`}>{t('search.openLearner')}</LinkButton>}>
          {t('register.knownDetail')}
        </Notice>
      ) : data?.slip ? (
        <SlipView slip={data.slip} nameMasked={maskName(name)} onDone={() => void navigate(`/learners/${data.personId}`)} />
      ) : (
        <RegistrationForm register={register} name={name} onName={setName} />
      )}
    </>
  );
}

function RegistrationForm({ register, name, onName }: { register: ReturnType<typeof useRegister>; name: string; onName: (name: string) => void }) {
  const { t } = useTranslation('desk');
  const [documentKind, setDocumentKind] = useState<DocumentKind>('resident_id');
  const [idNumber, setIdNumber] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const [regions, setRegions] = useState<readonly string[]>([]);
  const [phone, setPhone] = useState('');
  const [guardian, setGuardian] = useState<Guardian>(NO_GUARDIAN);
  const [signed, setSigned] = useState(false);
  const [tried, setTried] = useState(false);
  const check = checkDocument(documentKind, idNumber, Date.now());
  const tellsNoDate = !isIdKind(documentKind);
  const child = tellsNoDate ? isChildsBirthDate(birthDate, Date.now()) : check.state === 'fine' && check.needsGuardian;
  const missing = MUST_HAVE.filter((field) => ({ idNumber: idNumber.trim() === '', birthDate: tellsNoDate && birthDate === '', name: name.trim() === '', regionId: regions.length === 0, consentSigned: !signed })[field]);
  const errorOf = (field: string) => {
    const lacking = tried && missing.find((each) => each === field);
    return lacking ? t(`register.missing.${lacking}`) : fieldProblem(register.error, field);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const regionId = regions.at(-1);
    setTried(true);
    if (regionId === undefined || missing.length > 0) return;
    register.mutate({ documentKind, name, idNumber, birthDate: tellsNoDate ? birthDate : null, regionId, organisationId: null, phone, guardian: child ? guardian : null, consentSigned: true });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Panel title={t('register.document')}>
        <div className={styles.form}>
          <Field label={t('register.kind')} error={errorOf('documentKind')}>
            <Select value={documentKind} onChange={(event) => setDocumentKind(DOCUMENT_KINDS.find((kind) => kind === event.target.value) ?? 'resident_id')}>
              {DOCUMENT_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {DOCUMENT_NAMES[kind]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('register.number')} hint={check.state === 'fine' ? t('register.reads', { age: check.age, sex: t(`sexes.${check.sex}`) }) : undefined} error={check.state === 'fault' ? t(`faults.${check.fault}`) : errorOf('idNumber')}>
            <TextInput className={styles.big} value={idNumber} maxLength={40} autoComplete="off" onChange={(event) => setIdNumber(event.target.value)} />
          </Field>
          {tellsNoDate && (
            <Field label={t('register.birthDate')} hint={t('register.birthDateHint')} error={errorOf('birthDate')}>
              <TextInput type="date" value={birthDate} max={shanghaiDate(Date.now())} onChange={(event) => setBirthDate(event.target.value)} />
            </Field>
          )}
          <Field label={t('register.name')} error={errorOf('name')}>
            <TextInput value={name} maxLength={60} autoComplete="off" onChange={(event) => onName(event.target.value)} />
          </Field>
        </div>
      </Panel>
      {child && (
        <Panel title={t('guardian.title')}>
          <GuardianFields guardian={guardian} errorOf={errorOf} onChange={setGuardian} />
        </Panel>
      )}
      <Panel title={t('register.place')}>
        <div className={styles.form}>
          <Field label={t('register.region')} error={errorOf('regionId')}>
            <RegionSelect mustChoose permission="desk.register" chain={regions} onChange={setRegions} />
          </Field>
          <Field label={t('register.phone')} hint={t('register.phoneHint')} error={errorOf('phone')}>
            <TextInput value={phone} inputMode="tel" maxLength={20} autoComplete="off" onChange={(event) => setPhone(event.target.value)} />
          </Field>
        </div>
      </Panel>
      <Check label={t('register.signed')} checked={signed} error={errorOf('consentSigned')} onChange={setSigned} />
      <ProblemNotice error={errorBeside(register.error, FIELDS)} />
      <div>
        <Button type="submit" busy={register.isPending} busyLabel={t('register.busy')}>
          {t('register.action')}
        </Button>
      </div>
    </form>
  );
}
