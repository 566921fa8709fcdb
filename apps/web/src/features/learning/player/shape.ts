import type { Api } from '@xuexi/api-client';

/** What controls and captions need; a recording has it, too. */
const WIDEST = 16 / 9;

/** The shape of a lesson's picture, width by height, known before anything is loaded; never wider than 16:9, so that the controls have room. */
export function shapeOf(renditions: readonly Pick<Api['Playback']['renditions'][number], 'kind' | 'width' | 'height'>[]): number {
  const picture = renditions.find(({ kind, width, height }) => kind === 'video' && width !== null && height !== null);
  return picture?.width && picture.height ? Math.min(WIDEST, picture.width / picture.height) : WIDEST;
}
