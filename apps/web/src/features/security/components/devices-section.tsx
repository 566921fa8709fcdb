import { Button, Loading, ProblemNotice, SkeletonText, Tag, formatDateTime } from '@xuexi/ui';
import type { Api } from '@xuexi/api-client';

import { Section } from '../../../components/section';

import { useDevices, useSignOutDevice, useSignOutOthers } from '../api/devices';
import { useStrings } from '../use-strings';

import styles from './devices-section.module.css';

/** Where one is signed in, this device first; one or all others can be signed out. */
export function DevicesSection() {
  const t = useStrings();
  const devices = useDevices();
  const others = useSignOutOthers();
  const list = devices.data && [...devices.data.filter(({ current }) => current), ...devices.data.filter(({ current }) => !current)];
  return (
    <Section title={t('devices.title')} lead={t('devices.lead')}>
      {devices.isLoadingError && <ProblemNotice error={devices.error} onRetry={() => void devices.refetch()} />}
      {devices.isPending && (
        <Loading>
          <SkeletonText lines={3} />
        </Loading>
      )}
      {list && (
        <ul className={styles.devices}>
          {list.map((device) => (
            <Device key={device.id} device={device} />
          ))}
        </ul>
      )}
      <ProblemNotice error={others.error} />
      {list && list.length > 1 && (
        <Button variant="secondary" busy={others.isPending} busyLabel={t('devices.leaving')} onClick={() => others.mutate()}>
          {t('devices.leaveOthers')}
        </Button>
      )}
    </Section>
  );
}

function Device({ device }: { device: Api['Device'] }) {
  const t = useStrings();
  const leave = useSignOutDevice();
  const { name, current, lastSeenAt } = device;
  return (
    <li>
      <div>
        <strong>{name}</strong> {current && <Tag tone="bamboo">{t('devices.current')}</Tag>}
        <p>{t('devices.seen', { time: formatDateTime(lastSeenAt) })}</p>
        <ProblemNotice error={leave.error} />
      </div>
      {!current && (
        <Button variant="quiet" busy={leave.isPending} busyLabel={t('devices.leaving')} aria-label={t('devices.leaveOne', { name })} onClick={() => leave.mutate(device.id)}>
          {t('devices.leave')}
        </Button>
      )}
    </li>
  );
}
