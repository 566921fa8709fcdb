import { SettingsPage } from '../../components/settings-page';
import { NoticeList } from '../../features/notices/components/notice-list';
import { useStrings } from '../../features/notices/use-strings';

/** 消息: what the platform has told this person. */
export default function NoticesPage() {
  const t = useStrings();
  return (
    <SettingsPage title={t('title')} back={{ to: '/me', label: t('back') }}>
      <NoticeList />
    </SettingsPage>
  );
}
