import { Button, formatBytes } from '@xuexi/ui';

import type { Player } from '../use-player';
import { useStrings } from '../use-strings';

import { Screen, SecondButton } from './screen';

/** Asks before mobile data is used, where the learner wants to be asked. */
export function MobileDataScreen({ player: { offers, choice, change, allowMobile, session } }: { player: Player }) {
  const t = useStrings();
  const sound = offers.find((offer) => offer.choice === 'audio');
  const bytes = offers.find((offer) => offer.choice === choice)?.bytes ?? session.playback.renditions.reduce((most, each) => Math.max(most, each.bytes), 0);
  const listen = () => {
    change({ choice: 'audio' });
    allowMobile();
  };
  return (
    <Screen
      actions={
        <>
          <Button onClick={allowMobile}>{t('wifi.allow')}</Button>
          {sound && choice !== 'audio' && <SecondButton onClick={listen}>{t('wifi.allowSound', { data: formatBytes(sound.bytes) })}</SecondButton>}
        </>
      }
    >
      <p role="status">{t('wifi.held', { data: formatBytes(bytes) })}</p>
    </Screen>
  );
}
