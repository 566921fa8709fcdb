const CLOCK = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?$/;

/** Milliseconds of `1:02:03,5`, `00:02.250` or `0:00:01.02`, digits and marks of full width among them; null for anything else. */
export function readCaptionClock(raw: string): number | null {
  const [whole, hours = '0', minutes = '', seconds = '', fraction = ''] = CLOCK.exec(raw.trim().normalize('NFKC')) ?? [];
  if (whole === undefined || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'));
}

/** `00:01:02.500`. @param mark before the milliseconds: `.` in WebVTT, `,` in SubRip */
export function captionClock(ms: number, mark: '.' | ','): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  return `${parts.join(':')}${mark}${String(ms % 1000).padStart(3, '0')}`;
}
