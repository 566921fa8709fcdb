import { MediaError } from '../errors.js';
import { runTool } from '../tools/run-tool.js';

/** Font families of a slide, as fontconfig names them. */
export interface SlideFonts {
  /** Song type for titles. */
  title: string;
  /** Sans for what is read. */
  body: string;
}

const TITLE_FAMILIES = ['Noto Serif CJK SC', 'Source Han Serif SC', 'Songti SC', 'STSong', 'SimSun', 'AR PL UMing CN'];
const BODY_FAMILIES = [
  'Noto Sans CJK SC',
  'Source Han Sans SC',
  'PingFang SC',
  'Microsoft YaHei',
  'WenQuanYi Micro Hei',
  'WenQuanYi Zen Hei',
];
const DEADLINE_MS = 30_000;

/**
 * Finds the Chinese fonts of this machine through fontconfig; any Chinese font is better than none.
 *
 * @throws MediaError `font_missing` when there is none, or no fontconfig
 */
export async function findSlideFonts(): Promise<SlideFonts> {
  const list = await runTool({
    tool: 'fc-list',
    args: ['-f', '%{family[0]}\n', ':lang=zh-cn'],
    deadlineMs: DEADLINE_MS,
  }).catch((error: unknown) => {
    throw error instanceof MediaError && error.code === 'tool_missing'
      ? new MediaError('font_missing', 'fontconfig is not installed')
      : error;
  });
  const families = new Set(list.stdout.split('\n').filter(Boolean));
  const [any] = families;
  const choose = (wanted: string[]): string | undefined => wanted.find((family) => families.has(family)) ?? any;
  const title = choose([...TITLE_FAMILIES, ...BODY_FAMILIES]);
  const body = choose([...BODY_FAMILIES, ...TITLE_FAMILIES]);
  if (!title || !body) throw new MediaError('font_missing', 'fontconfig knows no font for zh-cn');
  return { title, body };
}
