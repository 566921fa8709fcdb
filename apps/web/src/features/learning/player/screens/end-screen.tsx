import { type Range, coveredSeconds } from '@xuexi/domain';
import { Button, LinkButton, formatClock, formatDuration } from '@xuexi/ui';
import { Link } from 'react-router';

import type { Player } from '../use-player';
import { useStrings } from '../use-strings';

import { Screen } from './screen';


interface EndScreenProps {
  player: Player;
  /** Seconds to be watched for the lesson to be complete; 0 when it is. */
  requiredSeconds: number;
  next: { title: string; path: string } | null;
}

/** After the last second: what is missing, or what comes next. Nothing goes on by itself. */
export function EndScreen({ player, requiredSeconds, next }: EndScreenProps) {
  const t = useStrings();
  const left = requiredSeconds - coveredSeconds(player.watched);
  if (left > 0) {
    const gap = firstGap(player.watched);
    const go = () => {
      player.seek(gap);
      player.play();
    };
    return (
      <Screen aboveControls actions={<Button onClick={go}>{t('goToGap', { at: formatClock(gap) })}</Button>}>
        <p role="status">{t('endedGaps', { left: formatDuration(left) })}</p>
      </Screen>
    );
  }
  return (
    <Screen
      aboveControls
      actions={
        next && (
          <LinkButton as={Link} to={next.path}>
            {t('next', { title: next.title })}
          </LinkButton>
        )
      }
    >
      <p role="status">{t('ended')}</p>
    </Screen>
  );
}

/** The first second that was not watched. @param watched in order, apart from each other */
export function firstGap(watched: readonly Range[]): number {
  const [first] = watched;
  return first === undefined || first[0] > 0 ? 0 : first[1];
}
