import { CAPTION_LIMITS, type CaptionCue } from '@xuexi/domain';

/** What was changed and not saved, with the version that it began with. */
export interface Draft {
  version: number;
  cues: CaptionCue[];
}

const keyOf = (trackId: string) => `xuexi.captions.${trackId}`;

/** What this browser keeps of a track; null for nothing, or where it may keep nothing. */
export function readDraft(trackId: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(keyOf(trackId)) ?? 'null');
    return isDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

/** Keeps unsaved changes until they are saved; private windows and full disks keep nothing, and nothing fails. */
export function keepDraft(trackId: string, draft: Draft | null): void {
  try {
    if (draft === null) localStorage.removeItem(keyOf(trackId));
    else localStorage.setItem(keyOf(trackId), JSON.stringify(draft));
  } catch {
    // Leaving the page warns of what is not saved.
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null || !('version' in value) || !('cues' in value)) return false;
  return Number.isInteger(value.version) && Array.isArray(value.cues) && value.cues.length <= CAPTION_LIMITS.cues && value.cues.every(isCue);
}

function isCue(value: unknown): value is CaptionCue {
  return typeof value === 'object' && value !== null && 'startMs' in value && 'endMs' in value && 'text' in value && Number.isInteger(value.startMs) && Number.isInteger(value.endMs) && typeof value.text === 'string';
}
