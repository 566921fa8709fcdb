import clsx from 'clsx';
import { useId } from 'react';

import { coverLines, widthOf } from './cover-title';
import { type Ornament, OrnamentPaths } from './ornaments';

import styles from './course-cover.module.css';

export interface CourseCoverProps {
  title: string;
  /** The name of the course's category; an unknown one gets the cobalt cover. */
  category: string;
  /** Any text or number that stays the same for the course (its id): it places the ornament. */
  seed: string | number;
}

const LOOKS: Record<string, { tone: string | undefined; ornament: Ornament }> = {
  社会主义核心价值观: { tone: styles.cinnabar, ornament: 'lotus' },
  公民素养: { tone: styles.clay, ornament: 'lattice' },
  法治诚信: { tone: styles.wine, ornament: 'meander' },
  人文艺术: { tone: styles.cobalt, ornament: 'lotus' },
  科学普及: { tone: styles.lake, ornament: 'ice' },
  职业技能: { tone: styles.slate, ornament: 'lattice' },
  运动健身: { tone: styles.river, ornament: 'waves' },
  养生保健: { tone: styles.bamboo, ornament: 'waves' },
  生活休闲: { tone: styles.ochre, ornament: 'ice' },
  智能技术: { tone: styles.violet, ornament: 'meander' },
};
const PLAIN = { tone: styles.cobalt, ornament: 'waves' as const };

/** The cover of a course without a picture: the porcelain ornament of its category, its title set in Song. Decoration: the title stands beside it. */
export function CourseCover({ title, category, seed }: CourseCoverProps) {
  const fade = useId();
  const { tone, ornament } = LOOKS[category] ?? PLAIN;
  const place = hash(String(seed));
  const lines = coverLines(title);
  const size = lines.length > 2 || lines.some((line) => widthOf(line) > 7) ? 23 : 27;
  const step = size * 1.3;
  const first = 84 + size * 0.36 - ((lines.length - 1) * step) / 2;
  return (
    <svg className={clsx(styles.cover, tone)} viewBox="0 0 320 180" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect width={320} height={180} className={styles.ground} />
      <g className={styles.ornament} transform={`translate(${252 + (place % 3) * 12} ${74 + (place % 4) * 9}) rotate(${(place * 17) % 40})`}>
        <OrnamentPaths ornament={ornament} />
      </g>
      <linearGradient id={fade}>
        <stop offset={0.5} className={styles.fadeFrom} />
        <stop offset={0.84} className={styles.fadeTo} />
      </linearGradient>
      <rect width={320} height={180} fill={`url(#${fade})`} />
      <rect x={10} y={10} width={300} height={160} rx={3} className={styles.frame} />
      {lines.map((line, index) => (
        <text key={index} x={26} y={(first + index * step).toFixed(1)} fontSize={size} className={styles.title}>
          {line}
        </text>
      ))}
      <text x={26} y={153} className={styles.category}>
        {category}
      </text>
    </svg>
  );
}

/** A small stable number out of a text. */
function hash(text: string): number {
  return [...text].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973, 7);
}
