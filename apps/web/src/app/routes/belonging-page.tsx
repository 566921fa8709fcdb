import { SettingsPage } from '../../components/settings-page';
import { OrganisationSection } from '../../features/belonging/components/organisation-section';
import { RegionSection } from '../../features/belonging/components/region-section';
import { useStrings } from '../../features/belonging/use-strings';
import { useMe } from '../../lib/session';

/** 社区和单位: where one lives and works. */
export default function BelongingPage() {
  const t = useStrings();
  const me = useMe();
  if (!me) return null;
  return (
    <SettingsPage title={t('title')} back={{ to: '/me', label: t('back') }}>
      <RegionSection region={me.person.region} />
      <OrganisationSection organisation={me.person.organisation} />
    </SettingsPage>
  );
}
