/** How far a transcode has come. */
export interface TranscodeProgress {
  /** 0 to 100, one decimal, never falling; 100 only when the result is verified. */
  percent: number;
  /** Seconds of video per second of wall time; null while unknown. */
  speed: number | null;
  /** Milliseconds of the source already written. */
  outTimeMs: number;
}

const HIGHEST_WHILE_RUNNING = 99.9;

/**
 * Reads the lines of ffmpeg's `-progress`.
 *
 * @param durationMs length of the source
 * @returns a function that takes one line and gives a report at the end of each block of lines
 */
export function progressReader(durationMs: number): (line: string) => TranscodeProgress | null {
  let outTimeMs = 0;
  let speed: number | null = null;
  return (line) => {
    const [key, value = ''] = line.split('=', 2);
    if (key === 'out_time_us') {
      const reached = Number(value) / 1000;
      if (reached > outTimeMs) outTimeMs = Math.min(Math.round(reached), durationMs);
    } else if (key === 'speed') {
      const times = Number.parseFloat(value);
      speed = times > 0 ? times : null;
    } else if (key === 'progress') {
      const percent = Math.min(HIGHEST_WHILE_RUNNING, Math.floor((outTimeMs / durationMs) * 1000) / 10);
      return { percent, speed, outTimeMs };
    }
    return null;
  };
}

/**
 * Makes one report of the reports of several processes.
 *
 * @param weights share of each process in the whole work, together 1
 * @returns for each process a function that takes its reports
 */
export function progressOfAll(
  weights: readonly number[],
  durationMs: number,
  report: ((progress: TranscodeProgress) => void) | undefined,
): ((progress: TranscodeProgress) => void)[] {
  const percents = weights.map(() => 0);
  const started = performance.now();
  return weights.map((_, i) => ({ percent }) => {
    percents[i] = Math.max(percents[i] ?? 0, percent);
    const whole = percents.reduce((sum, each, j) => sum + each * (weights[j] ?? 0), 0);
    const outTimeMs = Math.round((durationMs * whole) / 100);
    const speed = outTimeMs > 0 ? Math.round((outTimeMs / (performance.now() - started)) * 100) / 100 : null;
    report?.({ percent: Math.min(HIGHEST_WHILE_RUNNING, Math.floor(whole * 10) / 10), speed, outTimeMs });
  });
}
