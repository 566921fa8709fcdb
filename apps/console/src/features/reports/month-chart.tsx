import clsx from 'clsx';
import { useTranslation } from 'react-i18next';

import { creditYear, monthOfDate, shanghaiDate, UNITS_PER_CREDIT } from '@xuexi/domain';
import { formatCount } from '@xuexi/ui';

import { formatCreditFigure } from '../../lib/figures';

import { scaleLines } from './chart-scale';
import styles from './month-chart.module.css';
import { MonthFigures } from './month-figures';
import { useWidth } from './use-width';
import type { RegionReport } from './use-reports';

export type Months = RegionReport['months'];

interface Band {
  top: number;
  height: number;
}

const LEFT = 44;
const CREDITS: Band = { top: 8, height: 150 };
const REGISTERED: Band = { top: 196, height: 56 };
const HEIGHT = 258;
const MONTH_LABEL_Y = 176;

export interface MonthChartProps {
  year: number;
  months: Months;
  /** The months of the year before, to be marked over each bar. */
  before: Months | undefined;
}

/** Credits and registrations month by month, one above the other on the same months; the figures can be opened below. */
export function MonthChart({ year, months, before }: MonthChartProps) {
  const { t } = useTranslation('reports');
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const step = (width - LEFT) / 12;
  const bar = Math.min(28, step * 0.56);
  const now = Date.now();
  const running = year === creditYear(now) ? monthOfDate(shanghaiDate(now)) : null;
  const place = (month: number) => LEFT + (month - 0.5) * step;
  const series = (band: Band, className: string | undefined, value: (month: Months[number]) => number, words: (month: Months[number]) => string) => {
    const lines = scaleLines(Math.max(...months.map(value), ...(before ?? []).map(value)));
    const top = lines.at(-1) ?? 1;
    const y = (amount: number) => band.top + band.height * (1 - amount / top);
    return (
      <g>
        {lines.filter((_, index) => band !== REGISTERED || index === 0 || index === lines.length - 1).map((line) => (
          <g key={line}>
            <line className={styles.grid} x1={LEFT} x2={width} y1={y(line)} y2={y(line)} />
            <text x={LEFT - 8} y={y(line) + 4} textAnchor="end">
              {formatCount(line)}
            </text>
          </g>
        ))}
        {months.map((month) => (
          <rect
            key={month.month}
            className={clsx(className, month.month === running && styles.running)}
            x={place(month.month) - bar / 2}
            y={y(value(month))}
            width={bar}
            height={y(0) - y(value(month))}
            rx={Math.min(4, (y(0) - y(value(month))) / 2)}
          >
            <title>{words(month)}</title>
          </rect>
        ))}
        {before?.map((month) => (
          <line key={month.month} className={styles.before} x1={place(month.month) - bar / 2 - 3} x2={place(month.month) + bar / 2 + 3} y1={y(value(month))} y2={y(value(month))} />
        ))}
      </g>
    );
  };
  return (
    <div ref={ref}>
      <ul className={styles.legend}>
        <Key className={styles.credits} label={t('chart.credits')} />
        <Key className={styles.registered} label={t('chart.registered')} />
        {before !== undefined && <Key line label={t('chart.lastYear', { year: year - 1 })} />}
      </ul>
      <svg className={styles.chart} role="img" aria-label={t('chart.label', { year })} viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT}>
        {series(CREDITS, styles.credits, creditsOf, ({ month, credits }) => t('chart.creditsOf', { month, credits: formatCreditFigure(credits) }))}
        {months.map(({ month }) => (
          <text key={month} x={place(month)} y={MONTH_LABEL_Y} textAnchor="middle">
            {width < 420 ? month : t('chart.month', { month })}
          </text>
        ))}
        {series(REGISTERED, styles.registered, ({ registered }) => registered, ({ month, registered }) => t('chart.registeredOf', { month, count: registered }))}
      </svg>
      <details className={styles.figures}>
        <summary>{t('chart.figures')}</summary>
        <MonthFigures year={year} months={months} before={before} />
      </details>
    </div>
  );
}

/** Whole and broken credits for drawing only; what is written comes from the API. */
const creditsOf = ({ units }: { units: number }) => units / UNITS_PER_CREDIT;

function Key({ label, className, line = false }: { label: string; className?: string; line?: boolean }) {
  return (
    <li>
      <svg width="14" height="12" aria-hidden="true">
        {line ? <line className={styles.before} x1="0" x2="14" y1="6" y2="6" /> : <rect className={className} x="1" y="1" width="12" height="10" rx="3" />}
      </svg>
      {label}
    </li>
  );
}
