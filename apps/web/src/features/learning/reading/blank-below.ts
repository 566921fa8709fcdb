/** Compressed white is not quite white. */
const WHITE = 238;
/** Rows of the small copy in which blank is looked for; its width follows. */
const ROWS = 240;
/** Less blank than this part of a page stays, and as much as this is left below what is written. */
const WORTH_CUTTING = 0.2;
const MARGIN = 0.05;

/**
 * Up to where a page is written, as a part of its height, with a margin; 1 where there is little to cut.
 *
 * @param pixels RGBA, row by row
 * @param width in pixels
 */
export function writtenPart(pixels: Uint8ClampedArray, width: number): number {
  const rows = pixels.length / 4 / width;
  let last = pixels.length - 1;
  while (last >= 0 && (last % 4 === 3 || pixels[last]! >= WHITE)) last -= 1;
  const written = (Math.floor(last / 4 / width) + 1) / rows;
  return 1 - written < WORTH_CUTTING ? 1 : Math.min(1, written + MARGIN);
}

/** As `writtenPart`, of a loaded picture; 1 where the browser does not let its pixels be read. */
export function writtenPartOf(picture: HTMLImageElement): number {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null || picture.naturalHeight === 0) return 1;
  canvas.height = ROWS;
  canvas.width = Math.max(1, Math.round((ROWS * picture.naturalWidth) / picture.naturalHeight));
  try {
    context.drawImage(picture, 0, 0, canvas.width, ROWS);
    return writtenPart(context.getImageData(0, 0, canvas.width, ROWS).data, canvas.width);
  } catch {
    return 1;
  }
}
