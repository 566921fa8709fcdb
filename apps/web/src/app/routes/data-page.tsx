import { LinkButton } from '@xuexi/ui';
import { Link } from 'react-router';

import { Section } from '../../components/section';
import { SettingsPage } from '../../components/settings-page';
import { ConsentsSection } from '../../features/personal-data/components/consents-section';
import { DownloadSection } from '../../features/personal-data/components/download-section';
import { useStrings } from '../../features/personal-data/use-strings';

/** 我的信息: what was agreed to, everything as a file, and the way out for good. */
export default function DataPage() {
  const t = useStrings();
  return (
    <SettingsPage title={t('title')} back={{ to: '/me', label: t('back') }}>
      <ConsentsSection />
      <DownloadSection />
      <Section title={t('erasure.title')} lead={t('erasure.lead')}>
        <LinkButton as={Link} to="/me/data/erasure" variant="secondary">
          {t('erasure.look')}
        </LinkButton>
      </Section>
    </SettingsPage>
  );
}
