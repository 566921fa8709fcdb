import { PlateMark } from '@xuexi/ui';

import styles from './sound-cover.module.css';

/** Where there is nothing to see: the plate, still; its ground alone where something else stands there. Decoration. */
export function SoundCover({ bare }: { bare: boolean }) {
  return <div className={styles.cover}>{!bare && <PlateMark />}</div>;
}
