import { petal } from './year-plate';

import styles from './plate-mark.module.css';

/** The plate as a sign of the house, without figures: twelve petals and the character 学. Decoration. */
export function PlateMark() {
  return (
    <svg className={styles.mark} viewBox="-110 -110 220 220" aria-hidden="true">
      <circle r={100} className={styles.rim} />
      <circle r={88} className={styles.inner} />
      {Array.from({ length: 12 }, (_, month) => (
        <path key={month} d={petal(month)} className={styles.petal} fillOpacity={(0.18 + (0.74 * month) / 11).toFixed(2)} />
      ))}
      <text y={17}>学</text>
    </svg>
  );
}
