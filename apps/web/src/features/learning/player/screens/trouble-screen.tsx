import { Button } from '@xuexi/ui';

import type { Trouble } from '../media/trouble';
import type { Player } from '../use-player';
import { useStrings } from '../use-strings';

import { Screen } from './screen';

/** Why it does not play, and the one thing that helps. */
export function TroubleScreen({ trouble, player }: { trouble: Trouble; player: Player }) {
  const t = useStrings();
  const { offers, choice, change, recovery } = player;
  const soundHelps = trouble === 'decode' && choice !== 'audio' && offers.some((offer) => offer.choice === 'audio');
  const listen = () => {
    change({ choice: 'audio' });
    recovery.tryAgain();
  };
  return (
    <Screen actions={trouble !== 'unsupported' && <Button onClick={soundHelps ? listen : recovery.tryAgain}>{soundHelps ? t('soundInstead') : t('retry')}</Button>}>
      <p role="alert">{t(`troubles.${trouble}`)}</p>
    </Screen>
  );
}
