import type { MediaDto, MediaProgressDto } from './media.dto.js';
import { type Media, type MediaOutput, playsWhole } from './media.entity.js';
import type { Wait } from './media-eta.js';
import type { MediaRun } from './media-run.entity.js';
import type { Progress } from './media.repository.js';
import { describeRenditions } from './renditions.js';

/** An upload as its instructor sees it. @param runs newest first */
export function describeMedia(media: Media, wait: Wait, runs: readonly MediaRun[]): MediaDto {
  return {
    id: media.id,
    lessonId: media.lessonId,
    fileName: media.fileName,
    bytes: media.bytes,
    state: media.state,
    progress: media.progress,
    kind: media.kind,
    speed: media.speed,
    ...wait,
    playable: media.output !== null,
    complete: playsWhole(media),
    waitsFor: media.waitsFor,
    runs: runs.map(describeRun),
    pages: pagesOf(media.output),
    takenDown: takedownOf(media),
    failure: media.failureCode === null ? null : { code: media.failureCode, sentence: media.failureSentence ?? '' },
    durationSeconds: media.durationMs === null ? null : Math.floor(media.durationMs / 1000),
    renditions: describeRenditions(media.output),
    createdAt: media.createdAt.toISOString(),
    readyAt: media.readyAt?.toISOString() ?? null,
  };
}

/** What changes while the worker has to do with an upload. */
export function describeProgress({ id, state, progress, speed, playable, complete, waitsFor }: Progress, wait: Wait): MediaProgressDto {
  return { id, state, progress, speed, ...wait, playable, complete, waitsFor };
}

/** When it was taken down, and why. */
export function takedownOf({ takenDownAt, takenDownReason }: Media): MediaDto['takenDown'] {
  return takenDownAt && { at: takenDownAt.toISOString(), reason: takenDownReason ?? '' };
}

/** Of a document. */
export function pagesOf(output: MediaOutput | null): number | null {
  return output && 'pages' in output ? output.pages.length : null;
}

function describeRun({ step, startedAt, endedAt, outcome, failureCode, failureSentence }: MediaRun): MediaDto['runs'][number] {
  return {
    step,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    outcome,
    failure: failureCode === null ? null : { code: failureCode, sentence: failureSentence ?? '' },
  };
}
