import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '../../components/controls';

import { CloseRegionDialog } from './close-region-dialog';
import { EditRegionDialog } from './edit-region-dialog';
import { NewRegionDialog } from './new-region-dialog';
import { RelocateDialog } from './relocate-dialog';
import { SplitRegionDialog } from './split-region-dialog';
import type { RegionDetail } from './use-regions';

type Act = 'create' | 'edit' | 'move' | 'merge' | 'split' | 'close';

/** What can be done with a region: nothing once it is closed, and with one's own only new regions below it. */
export function RegionActions({ detail }: { detail: RegionDetail }) {
  const { t } = useTranslation('regions');
  const [act, setAct] = useState<Act | null>(null);
  const { region, editable, validTo } = detail;
  if (validTo !== null) return null;
  const acts: Act[] = [...(region.level === 'grid' ? [] : (['create'] as const)), ...(editable ? (['edit', 'move', 'merge', 'split', 'close'] as const) : [])];
  const done = () => setAct(null);
  return (
    <>
      {acts.map((each) => (
        <Button key={each} small variant={each === 'create' ? 'primary' : 'secondary'} danger={each === 'close'} onClick={() => setAct(each)}>
          {t(`${each}.open`)}
        </Button>
      ))}
      {act === 'create' && <NewRegionDialog parent={region} onDone={done} />}
      {act === 'edit' && <EditRegionDialog region={region} onDone={done} />}
      {(act === 'move' || act === 'merge') && <RelocateDialog kind={act} region={region} onDone={done} />}
      {act === 'split' && <SplitRegionDialog region={region} onDone={done} />}
      {act === 'close' && <CloseRegionDialog detail={detail} onDone={done} />}
    </>
  );
}
