import { SettingsPage } from '../../components/settings-page';
import { FoundGroup } from '../../features/points/components/found-group';
import { GroupList } from '../../features/points/components/group-list';
import { useStrings } from '../../features/points/use-strings';

/** 学习共同体: those around, and the way to found one. */
export default function GroupsPage() {
  const t = useStrings();
  return (
    <SettingsPage title={t('groups.title')} lead={t('groups.lead')} back={{ to: '/me', label: t('back') }}>
      <GroupList />
      <FoundGroup />
    </SettingsPage>
  );
}
