const QUOTED_PATH = /'[^'\n]*\/[^'\n]*'/g;
const BARE_PATH = /(?:\b[a-z]+:)?\/[^\s'":,;]+/g;

/**
 * Takes every path and address out of a tool's words: a hostile playlist names other people's files, and ffmpeg repeats
 * them.
 *
 * @param text what the tool wrote
 * @param own paths of this run, which may hold blanks and any other character
 */
export function redactPaths(text: string, own: string[]): string {
  let clean = text;
  for (const path of own) clean = clean.replaceAll(`file:${path}`, '[file]').replaceAll(path, '[file]');
  return clean.replace(QUOTED_PATH, '[path]').replace(BARE_PATH, '[path]');
}
