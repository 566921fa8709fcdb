import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatCredits } from '@xuexi/domain';
import { formatCount } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { RegionTable } from '../../components/region-table';
import { formatCreditFigure } from '../../lib/figures';

import styles from './policies.module.css';
import type { PolicyTrial } from './use-policies';

type TrialResult = NonNullable<PolicyTrial['result']>;
type Tried = TrialResult['total'];

const FIGURES = ['persons', 'gaining', 'losing', 'unitsBefore', 'unitsAfter', 'targetMetBefore', 'targetMetAfter'] as const;

/** What a tried policy would mean for a region and, under it, for its parts, level by level. */
export function TriedRegions({ total, regions }: TrialResult) {
  const { t } = useTranslation('policies');
  const [path, setPath] = useState<Tried[]>([]);
  const above = path.at(-1) ?? { ...total, name: t('year.all') };
  const partsOf = ({ regionId }: Tried) => regions.filter(({ parentId }) => parentId === regionId);
  return (
    <>
      {path.length > 0 && (
        <div className={styles.actions}>
          <Button variant="quiet" small onClick={() => setPath(path.slice(0, -1))}>
            {t('year.up')}
          </Button>
        </div>
      )}
      <RegionTable
        label={t('year.regions')}
        head={t('year.region')}
        above={above}
        parts={withRest(above, partsOf(above))}
        opens={(part) => partsOf(part).length > 0}
        onOpen={(part) => setPath([...path, part])}
        columns={[
          { key: 'persons', head: t('year.persons'), cell: ({ persons }) => formatCount(persons) },
          { key: 'gaining', head: t('year.gaining'), cell: ({ gaining }) => formatCount(gaining) },
          { key: 'losing', head: t('year.losing'), cell: ({ losing }) => formatCount(losing) },
          { key: 'before', head: t('year.before'), cell: ({ unitsBefore }) => formatCreditFigure(formatCredits(unitsBefore)) },
          { key: 'after', head: t('year.after'), cell: ({ unitsAfter }) => formatCreditFigure(formatCredits(unitsAfter)) },
          { key: 'metBefore', head: t('year.metBefore'), cell: ({ targetMetBefore }) => formatCount(targetMetBefore) },
          { key: 'metAfter', head: t('year.metAfter'), cell: ({ targetMetAfter }) => formatCount(targetMetAfter) },
        ]}
      />
    </>
  );
}

/** The parts of a region, and what they leave of its figures: persons of the region itself, or of none. */
function withRest(above: Tried, parts: readonly Tried[]): Tried[] {
  const named = parts.filter(({ regionId }) => regionId !== null);
  const rest: Tried = { ...above, regionId: null, name: '' };
  for (const part of named) for (const figure of FIGURES) rest[figure] -= part[figure];
  return rest.persons === 0 ? named : [...named, rest];
}
