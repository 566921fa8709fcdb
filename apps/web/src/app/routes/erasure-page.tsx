import { useNavigate } from 'react-router';

import { SettingsPage } from '../../components/settings-page';
import { ErasureForm } from '../../features/personal-data/components/erasure-form';
import { useStrings } from '../../features/personal-data/use-strings';

/** 注销账号: what goes, what stays, and the last word. */
export default function ErasurePage() {
  const t = useStrings();
  const navigate = useNavigate();
  return (
    <SettingsPage title={t('erasure.title')} back={{ to: '/me/data', label: t('erasure.back') }}>
      <ErasureForm onDone={() => void navigate('/login', { replace: true, state: { erased: true } })} />
    </SettingsPage>
  );
}
