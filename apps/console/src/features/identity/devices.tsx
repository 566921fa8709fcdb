import { useTranslation } from 'react-i18next';

import { formatDateTime, Loading, ProblemNotice, SkeletonText, Tag } from '@xuexi/ui';

import { Button } from '../../components/controls';

import styles from './security.module.css';
import { useDevices, useRevoke } from './use-security';

/** Where the account is signed in, and the way to end that. */
export function Devices() {
  const { t } = useTranslation('identity');
  const { data, error, refetch } = useDevices();
  const revoke = useRevoke();
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading className={styles.part}>
        <SkeletonText lines={3} />
      </Loading>
    );
  }
  return (
    <div className={styles.part}>
      <ProblemNotice error={revoke.error} />
      <ul className={styles.devices}>
        {data.items.map((device) => (
          <li key={device.id} className={styles.device}>
            <div>
              <strong>{device.name}</strong> {device.current && <Tag>{t('devices.current')}</Tag>}
              <small>{t('devices.seen', { address: device.address ?? t('devices.nowhere'), seen: formatDateTime(device.lastSeenAt), created: formatDateTime(device.createdAt) })}</small>
            </div>
            {!device.current && (
              <Button small variant="secondary" busy={revoke.isPending && revoke.variables === device.id} onClick={() => revoke.mutate(device.id)}>
                {t('devices.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data.items.length > 1 && (
        <Button variant="secondary" busy={revoke.isPending && revoke.variables === null} onClick={() => revoke.mutate(null)}>
          {t('devices.revokeOthers')}
        </Button>
      )}
    </div>
  );
}
