import type { Choice } from './choices';
import type { useStrings } from './use-strings';

type Translate = ReturnType<typeof useStrings>;

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** Data as a bill for mobile data counts it: `100_663_296` → "96 MB", from one GB on with a decimal. */
export function formatData(bytes: number): string {
  if (bytes >= GIB) return `${(bytes / GIB).toFixed(1)} GB`;
  return `${Math.max(1, Math.round(bytes / MIB))} MB`;
}

/** What a picture of so many pixels is called; the shorter side counts. */
function pictureName(side: number): 'full' | 'clear' | 'standard' | 'smooth' {
  if (side > 720) return 'full';
  if (side > 480) return 'clear';
  return side > 360 ? 'standard' : 'smooth';
}

/** A choice as the learner reads it: "清晰 720p", "只听声音". */
export function choiceName(t: Translate, choice: Choice): string {
  return typeof choice === 'number' ? `${t(`choices.${pictureName(choice)}`)} ${choice}p` : t(`choices.${choice}`);
}
