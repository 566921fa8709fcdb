import { REGION_LEVEL_NAMES } from '@xuexi/domain';
import { Button, Loading, ProblemNotice, SkeletonText, TextInput } from '@xuexi/ui';
import clsx from 'clsx';
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';

import { type Region, useRegions } from '../lib/regions';

import { useStrings } from './use-strings';

import styles from './region-picker.module.css';

/** From how many regions on looking one up by its name is quicker than reading them. */
const MANY = 10;

export interface RegionPickerProps {
  /** The name of the field: it carries the id of the region at the end of the way. */
  name: string;
  legend: string;
  hint: string;
  error?: string;
}

/** Chooses where one lives, one question at a time down the tree of regions, whatever its depth. */
export function RegionPicker({ name, legend, hint, error }: RegionPickerProps) {
  const errorId = useId();
  const [path, setPath] = useState<readonly Region[]>([]);
  const fieldset = useRef<HTMLFieldSetElement>(null);
  const last = path.at(-1);
  const settled = last?.hasChildren === false;
  const choose = (next: readonly Region[]) => {
    setPath(next);
    // What was pressed is gone; who reads by ear or by keys goes on from here.
    fieldset.current?.focus({ preventScroll: true });
  };
  return (
    <fieldset ref={fieldset} name={name} tabIndex={-1} className={styles.picker} aria-describedby={error === undefined ? undefined : errorId}>
      <legend>{legend}</legend>
      {!settled && <p>{hint}</p>}
      {path.length > 0 && (
        <Chosen path={path} settled={settled} onAgain={() => choose([])}>
          {settled && <input type="hidden" name={name} value={last?.id} />}
        </Chosen>
      )}
      {!settled && <Level key={last?.id ?? 'top'} parentId={last?.id} onOnly={(region) => setPath([...path, region])} onChoose={(region) => choose([...path, region])} />}
      {error !== undefined && !settled && (
        <p id={errorId} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** What is chosen so far, and the way to begin again. */
function Chosen({ path, settled, onAgain, children }: { path: readonly Region[]; settled: boolean; onAgain: () => void; children: ReactNode }) {
  const t = useStrings();
  const names = path.map(({ name }) => name);
  return (
    <div className={clsx(styles.chosen, settled && styles.settled)} role="status">
      <div>
        {settled && <strong>{names.at(-1)}</strong>}
        <p>{(settled ? names.slice(0, -1) : names).join(' · ')}</p>
      </div>
      <Button variant="quiet" onClick={onAgain}>
        {t('region.again')}
      </Button>
      {children}
    </div>
  );
}

interface LevelProps {
  parentId: string | undefined;
  /** There is nothing to choose: one region, with others under it. */
  onOnly: (region: Region) => void;
  onChoose: (region: Region) => void;
}

/** The question of one level: the regions under the one that was chosen last. */
function Level({ parentId, onOnly, onChoose }: LevelProps) {
  const t = useStrings();
  const [words, setWords] = useState('');
  const regions = useRegions(parentId);
  const items = regions.data;
  const only = items?.length === 1 && items[0]?.hasChildren ? items[0] : undefined;
  const goOn = useEffectEvent(onOnly);
  useEffect(() => {
    if (only) goOn(only);
  }, [only]);
  if (regions.isLoadingError) return <ProblemNotice error={regions.error} onRetry={() => void regions.refetch()} />;
  if (items === undefined || only) {
    return (
      <Loading>
        <SkeletonText lines={4} />
      </Loading>
    );
  }
  const level = items[0]?.level;
  return (
    <div className={styles.level}>
      <p className={styles.question} aria-live="polite">
        {level === undefined ? t('region.none') : t('region.ask', { level: REGION_LEVEL_NAMES[level] })}
      </p>
      {items.length > MANY && <TextInput type="search" aria-label={t('region.find')} placeholder={t('region.find')} value={words} onChange={(event) => setWords(event.target.value)} />}
      <Choices regions={items.filter(({ name }) => name.includes(words.trim()))} onChoose={onChoose} />
    </div>
  );
}

function Choices({ regions, onChoose }: { regions: readonly Region[]; onChoose: (region: Region) => void }) {
  const t = useStrings();
  if (regions.length === 0) return <p>{t('region.noneFound')}</p>;
  return (
    <ul className={styles.choices}>
      {regions.map((region) => (
        <li key={region.id}>
          <button type="button" onClick={() => onChoose(region)}>
            {region.name}
          </button>
        </li>
      ))}
    </ul>
  );
}
