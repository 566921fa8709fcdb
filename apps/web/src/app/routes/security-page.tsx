import { SettingsPage } from '../../components/settings-page';
import { DevicesSection } from '../../features/security/components/devices-section';
import { PasswordSection } from '../../features/security/components/password-section';
import { PhoneSection } from '../../features/security/components/phone-section';
import { TotpSection } from '../../features/security/components/totp-section';
import { useStrings } from '../../features/security/use-strings';
import { useMe } from '../../lib/session';

/** 账号安全: password, devices, dynamic code. */
export default function SecurityPage() {
  const t = useStrings();
  const me = useMe();
  if (!me) return null;
  return (
    <SettingsPage title={t('title')} lead={me.loginNumber === null ? undefined : t('loginNumber', { number: me.loginNumber })} back={{ to: '/me', label: t('back') }}>
      <PasswordSection hasPassword={me.hasPassword} />
      <PhoneSection phoneMasked={me.phoneMasked} />
      <DevicesSection />
      <TotpSection factor={me.secondFactor} />
    </SettingsPage>
  );
}
