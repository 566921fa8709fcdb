import { useTranslation } from 'react-i18next';

import { useFieldControl } from '@xuexi/ui';

import { type RegionPlace, useRegionsUnder, useScopeRoots } from '../lib/regions';
import type { Permission } from '../lib/session';

import { Select } from './controls';
import styles from './region-select.module.css';

export interface RegionSelectProps {
  /** Only regions in which the person signed in holds this are offered. */
  permission: Permission;
  /** The regions chosen so far, each under the one before; empty: all of the person's. */
  chain: readonly string[];
  onChange: (chain: string[]) => void;
  /** The person's own regions as a whole are no answer: a place under them is asked for. */
  mustChoose?: boolean;
}

/** Leads down the tree of regions, a choice for each level, within the regions of the person signed in. */
export function RegionSelect({ permission, chain, onChange, mustChoose = false }: RegionSelectProps) {
  const { t } = useTranslation('common');
  const roots = useScopeRoots(permission);
  const [sole] = roots?.length === 1 ? roots : [];
  const whole = sole === undefined ? t(roots === null ? 'wholeInstallation' : 'region.allOfMine') : t('region.all', { name: sole.name });
  const labelled = useFieldControl().id !== undefined;
  const first = mustChoose ? t('region.choose') : whole;
  return (
    <div className={styles.levels}>
      {[undefined, ...chain].map((above, level) => (
        <Level
          key={above ?? ''}
          parentId={above ?? sole?.id ?? null}
          choices={level === 0 && sole === undefined ? roots : null}
          stay={level === 0 ? first : null}
          labelled={labelled && level === 0}
          value={chain[level]}
          onChoose={(id) => onChange([...chain.slice(0, level), ...(id === '' ? [] : [id])])}
        />
      ))}
    </div>
  );
}

interface LevelProps {
  parentId: string | null;
  /** What can be chosen; null: whatever lies under the parent. */
  choices: readonly Pick<RegionPlace, 'id' | 'name'>[] | null;
  /** The words for not going further down. */
  stay: string | null;
  /** The field around it names it. */
  labelled: boolean;
  value: string | undefined;
  onChoose: (id: string) => void;
}

function Level({ parentId, choices, stay, labelled, value, onChoose }: LevelProps) {
  const { t } = useTranslation('common');
  const under = useRegionsUnder(parentId, choices === null);
  const offered = choices ?? under.data ?? [];
  if (offered.length === 0 && stay === null) return null;
  return (
    <Select compact {...(!labelled && { id: undefined, 'aria-label': t('region.label') })} value={value ?? ''} onChange={(event) => onChoose(event.target.value)}>
      <option value="">{stay ?? t('region.notFurther')}</option>
      {offered.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
