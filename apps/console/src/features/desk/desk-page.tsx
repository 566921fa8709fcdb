import { useTranslation } from 'react-i18next';

import { LinkButton } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import { DeskSearch } from './desk-search';

/** 服务窗口: look first, register whoever is not there. */
export function DeskPage() {
  const { t } = useTranslation('desk');
  const scope = useScopePath('desk.register');
  const register = <LinkButton to="/desk/register">{t('register.open')}</LinkButton>;
  return (
    <>
      <PageHead path={scope} title={t('title')} lead={t('lead')} actions={register} />
      <Panel title={t('search.title')}>
        <DeskSearch action={({ personId }) => <LinkButton variant="secondary" small to={`/learners/${personId}`}>{t('search.openLearner')}</LinkButton>} otherwise={register} />
      </Panel>
    </>
  );
}
