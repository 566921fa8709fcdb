import type { Choice } from './choices';
import type { useStrings } from './use-strings';

type Translate = ReturnType<typeof useStrings>;

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
