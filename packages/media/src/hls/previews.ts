import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaError } from '../errors.js';
import { PREVIEW_SHEET_FILE, PREVIEW_TILE, PREVIEWS_FILE } from './layout.js';

/** Longest side of one tile in pixels. */
const TILE_SIDE = 160;
const COLUMNS = 10;
const MOST_TILES = COLUMNS * COLUMNS;
/** Tiles nearer to one another than this show the same. */
const SHORTEST_STEP_SECONDS = 2;

/** Scrub previews of a source: one sheet of small pictures. */
export interface PreviewPlan {
  /** Pixels of one tile. */
  width: number;
  height: number;
  /** Seconds from one tile to the next. */
  step: number;
}

/** Plans the scrub previews of a picture as displayed, at most a hundred tiles. */
export function planPreviews(picture: { width: number; height: number }, durationMs: number): PreviewPlan {
  const factor = Math.min(1, TILE_SIDE / Math.max(picture.width, picture.height));
  const even = (pixels: number): number => Math.max(2, 2 * Math.round((pixels * factor) / 2));
  return { width: even(picture.width), height: even(picture.height), step: Math.max(SHORTEST_STEP_SECONDS, durationMs / 1000 / MOST_TILES) };
}

/** The filter that puts tiles into one sheet. */
export function sheetFilter(tiles: number): string {
  const columns = Math.min(tiles, COLUMNS);
  return `tile=${columns}x${Math.ceil(tiles / columns)}`;
}

function clock(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`;
}

/** WebVTT whose cues name a part of the sheet, as players expect it (`#xywh=`). */
export function previewsVtt({ width, height, step }: PreviewPlan, tiles: number, durationMs: number): string {
  const cues = Array.from({ length: tiles }, (_, i) => {
    const end = i === tiles - 1 ? durationMs / 1000 : (i + 1) * step;
    const at = `${(i % COLUMNS) * width},${Math.floor(i / COLUMNS) * height},${width},${height}`;
    return `${clock(i * step)} --> ${clock(end)}\n${PREVIEW_SHEET_FILE}#xywh=${at}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

/** Counts the tiles ffmpeg wrote. @throws MediaError `output_incomplete` when there are none */
export async function countTiles(dir: string): Promise<number> {
  const tiles = (await readdir(dir)).filter((name) => PREVIEW_TILE.test(name)).length;
  if (tiles === 0) throw new MediaError('output_incomplete', 'no tile for the previews');
  return Math.min(tiles, MOST_TILES);
}

/** Writes the WebVTT beside the sheet. */
export async function writePreviews(dir: string, plan: PreviewPlan, tiles: number, durationMs: number): Promise<void> {
  await writeFile(join(dir, PREVIEWS_FILE), previewsVtt(plan, tiles, durationMs));
}
