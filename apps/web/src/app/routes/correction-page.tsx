import { useParams } from 'react-router';

import { SettingsPage } from '../../components/settings-page';
import { CorrectionSheet } from '../../features/corrections/components/correction-sheet';
import { useStrings } from '../../features/corrections/use-strings';

/** One correction of one's own credits, and the objection to it. */
export default function CorrectionPage() {
  const t = useStrings();
  const { correctionId = '' } = useParams();
  return (
    <SettingsPage title={t('title')} back={{ to: '/me/notices', label: t('back') }}>
      <CorrectionSheet key={correctionId} id={correctionId} />
    </SettingsPage>
  );
}
