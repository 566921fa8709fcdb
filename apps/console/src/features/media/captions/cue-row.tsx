import clsx from 'clsx';
import { memo, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { formatTenths } from './clock';
import type { Cue } from './editing';
import styles from './editor.module.css';
import type { Remark } from './remarks';

export interface CueRowProps {
  cue: Cue;
  /** 1 is the first. */
  number: number;
  /** It is said now. */
  current: boolean;
  remark: Remark | undefined;
  /** Always the same one, so that thousands of lines are not drawn anew. */
  choose: RefObject<(id: number, startMs: number) => void>;
}

/** A cue as a line that opens its fields. */
export const CueRow = memo(function CueRow({ cue, number, current, remark, choose }: CueRowProps) {
  const { t } = useTranslation('captions');
  const { id, startMs, endMs, text } = cue;
  const [from, to] = [formatTenths(startMs), formatTenths(endMs)];
  return (
    <button
      type="button"
      className={clsx(styles.row, current && styles.current, remark?.fault && styles.faulty)}
      aria-label={t('list.row', { number, from, to, text })}
      aria-current={current ? 'true' : undefined}
      onClick={() => choose.current(id, startMs)}
    >
      <time>{from}</time>
      <span>{text === '' ? t('list.empty') : text}</span>
      {remark && <em>{remark.text}</em>}
    </button>
  );
});
