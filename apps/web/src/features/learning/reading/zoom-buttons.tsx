import { Button } from '@xuexi/ui';

import { useStrings } from './use-strings';
import { ZOOMS, type Zoom } from './zoom';

interface ZoomButtonsProps {
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
}

/** 缩小 and 放大, and how large it is now. */
export function ZoomButtons({ zoom, onZoom }: ZoomButtonsProps) {
  const t = useStrings();
  const [smaller, larger] = [ZOOMS[ZOOMS.indexOf(zoom) - 1], ZOOMS[ZOOMS.indexOf(zoom) + 1]];
  return (
    <>
      <Button variant="secondary" disabled={smaller === undefined} onClick={() => smaller && onZoom(smaller)}>
        {t('smaller')}
      </Button>
      <span className="num" aria-live="polite">
        {t('zoom', { zoom })}
      </span>
      <Button variant="secondary" disabled={larger === undefined} onClick={() => larger && onZoom(larger)}>
        {t('larger')}
      </Button>
    </>
  );
}
