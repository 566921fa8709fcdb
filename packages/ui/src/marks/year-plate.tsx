import { polar } from '../lib/polar';

import styles from './year-plate.module.css';

export interface YearPlateProps {
  /** Credits of the twelve months, January first; only their proportions are drawn. */
  months: readonly number[];
  /** The year's credits as they are to be read ("12.40"). */
  total: string;
  /** The year's target in credits. */
  target: number;
  /** 1–12; later months are drawn as outlines. 12 for a year that is over. */
  currentMonth: number;
  /** Whether the target is met; decided on units by whoever knows them. Default: by the total that is shown. */
  met?: boolean;
  /** Overrides the sentence that is read aloud. */
  label?: string;
}

const RIM = 100;
const CIRCUMFERENCE = 2 * Math.PI * RIM;

/** The year plate (年盘): twelve petals filled by what each month earned, in a rim that closes at the year's target. */
export function YearPlate({ months, total, target, currentMonth, met, label }: YearPlateProps) {
  const share = target > 0 ? Math.min(1, Number(total) / target) : 0;
  const complete = met ?? share >= 1;
  const most = Math.max(...months, 0.01);
  return (
    <svg className={styles.plate} viewBox="-110 -110 220 220" role="img" aria-label={label ?? `今年已获 ${total} 学分，目标 ${target} 学分`}>
      <circle r={RIM} className={styles.rim} />
      {share > 0 && (
        <circle
          r={RIM}
          className={complete ? styles.met : styles.earned}
          strokeDasharray={`${(CIRCUMFERENCE * (complete ? 1 : share)).toFixed(2)} ${CIRCUMFERENCE.toFixed(2)}`}
          transform="rotate(-90)"
        />
      )}
      <circle r={88} className={styles.inner} />
      {months.map((credits, index) => (
        <path
          key={index}
          d={petal(index)}
          className={index >= currentMonth ? styles.ahead : styles.petal}
          fillOpacity={index >= currentMonth ? undefined : (0.12 + 0.88 * Math.sqrt(Math.max(0, credits) / most)).toFixed(3)}
        />
      ))}
      <text y={7} className={styles.total}>
        {total}
      </text>
      <text y={26} className={styles.target}>
        / {target} 学分
      </text>
    </svg>
  );
}

/** The outline of a month's petal; 0 is January at twelve o'clock. */
export function petal(month: number): string {
  const angle = month * 30;
  const half = 12.6;
  const [baseX, baseY] = polar(46, angle);
  const [tipX, tipY] = polar(84, angle);
  const pair = (radius: number, degrees: number) => polar(radius, degrees).join(' ');
  return `M${baseX} ${baseY} C${pair(56, angle - half)} ${pair(72, angle - half)} ${tipX} ${tipY} C${pair(72, angle + half)} ${pair(56, angle + half)} ${baseX} ${baseY}Z`;
}
