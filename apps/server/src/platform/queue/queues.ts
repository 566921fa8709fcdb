/**
 * Queues by name. The braces are a Redis hash tag: all keys of a queue lie on one shard. `mediaChecks` looks at uploads, `media` transcodes short
 * ones, `mediaLong` the long ones, `storage` moves files, `storageChecks` compares them with the database. `credits` closes years; what takes long
 * and no year waits for is done by `creditsLong`.
 */
export const QUEUES = { mediaChecks: '{media-checks}', media: '{media}', mediaLong: '{media-long}', storage: '{storage}', storageChecks: '{storage-checks}', credits: '{credits}', creditsLong: '{credits-long}', identity: '{identity}', imports: '{imports}' } as const;

export type QueueKey = keyof typeof QUEUES;

/** Every job of the platform with its payload. Payloads are ids only: a processor reloads what it works on. */
export interface Jobs {
  mediaChecks: { check: { mediaId: string } };
  media: { transcode: { mediaId: string } };
  mediaLong: { transcode: { mediaId: string } };
  /** `withdraw` puts a video's files where its takedown says they belong. */
  storage: { withdraw: { mediaId: string } };
  storageChecks: { check: { checkId: string }; repair: { checkId: string } };
  /** `closing` divides a closing into shards and signs what they made. */
  credits: { closing: { closingId: string }; 'closing-shard': { closingId: string; number: number } };
  /** `policy-trial` tries a draft on a year; `statement-batch` makes a zip. */
  creditsLong: { 'policy-trial': { trialId: string }; 'statement-batch': { batchId: string } };
  identity: { 'check-real-name': { claimId: string } };
  /** The dry run of an uploaded table, and the import itself. */
  imports: { check: { importId: string }; apply: { importId: string } };
}

export type JobName<Q extends QueueKey> = keyof Jobs[Q] & string;

/** What travels in BullMQ. */
export interface JobData<Payload> {
  payload: Payload;
  requestId: string | null;
}

/** A queue and the name of one of its jobs, with the payload that belongs to it. */
export type JobRequest = { [Q in QueueKey]: { [N in JobName<Q>]: { queue: Q; name: N; payload: Jobs[Q][N] } }[JobName<Q>] }[QueueKey];

/** BullMQ's id of a job: the same work never waits twice in its queue. */
export function jobIdOf({ name }: Pick<JobRequest, 'name'>, workId: string): string {
  return `${name}-${workId}`;
}
