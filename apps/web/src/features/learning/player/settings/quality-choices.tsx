import { formatBytes } from '@xuexi/ui';

import type { Offer } from '../choices';
import { choosesPictures } from '../media/open-engine';
import type { Player } from '../use-player';
import { useStrings } from '../use-strings';
import { choiceName } from '../words';

import styles from './settings.module.css';

/** What is shown or only heard, and what it costs of the learner's data. */
export function QualityChoices({ player: { offers, choice, change } }: { player: Player }) {
  const t = useStrings();
  if (offers.length < 2) return null;
  return (
    <fieldset className={styles.group}>
      <legend>{t('choices.title')}</legend>
      {offers.map((offer) => (
        <label key={offer.choice} className={styles.offer}>
          <input type="radio" name="choice" checked={offer.choice === choice} onChange={() => change({ choice: offer.choice })} />
          <span>
            <b>{choiceName(t, offer.choice)}</b>
            <Hint offer={offer} />
          </span>
          {offer.choice !== 'auto' && (
            <span className={styles.cost}>
              {t('choices.data', { data: formatBytes(offer.bytes) })}
              {offer.saved > 0 && <small>{t('choices.saved', { percent: offer.saved })}</small>}
            </span>
          )}
        </label>
      ))}
      {!choosesPictures() && <p className={styles.hint}>{t('choices.bySystem')}</p>}
    </fieldset>
  );
}

function Hint({ offer: { choice, bytes } }: { offer: Offer }) {
  const t = useStrings();
  if (choice === 'auto') return <small>{t('choices.autoHint', { data: formatBytes(bytes) })}</small>;
  if (choice === 'slides') return <small>{t('choices.slidesHint')}</small>;
  return choice === 'audio' && <small>{t('choices.audioHint')}</small>;
}
