import type { Permission } from '@xuexi/domain';
import type { Belongings, Subject } from './terrain.js';

/** What a request is aimed with. A path parameter that is not given leads nowhere. */
export interface Aim {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

type AimAt<S = Subject> = (subject: S) => Aim;

/**
 * What the authorization matrix expects of a route besides the permission that it declares:
 * - open: anyone may call it.
 * - permitted: the permission alone decides; what it is about is the caller's own, everyone's or the installation's.
 * - theirs: it belongs to one account; anyone else's is as absent.
 * - scoped: it lies in a region; outside of the caller's it is as absent.
 * - found: it is looked for; outside of the caller's regions it is answered like nothing found.
 * - listed: the answer holds what lies within the caller's regions and nothing else.
 */
export type Row =
  | { kind: 'open' | 'permitted'; aim: AimAt; spends: boolean }
  | { kind: 'theirs'; aim: AimAt<Belongings> }
  | { kind: 'scoped'; aim: AimAt; consumes: boolean; by: Permission | undefined; shows: ((subject: Subject) => string) | undefined }
  | { kind: 'found'; aim: AimAt; shows: (subject: Subject) => string }
  | { kind: 'listed'; aim: AimAt; shows: (subject: Subject) => string };

const nothing: AimAt = () => ({});

/** Anyone may call it. `spends`: it ends the session or account of who calls, so that each caller is made for it. */
export const open = (aim = nothing, { spends = false } = {}): Row => ({ kind: 'open', aim, spends });
/** The caller's own, or everyone's. */
export const own = (aim = nothing, { spends = false } = {}): Row => ({ kind: 'permitted', aim, spends });
/** The installation's: who holds the permission holds it for all of it. */
export const installation = (aim = nothing): Row => ({ kind: 'permitted', aim, spends: false });
export const theirs = (aim: AimAt<Belongings>): Row => ({ kind: 'theirs', aim });
/**
 * @param options.consumes the subject is another one afterwards, so that each request gets its own
 * @param options.by the permission whose regions count, where it is not the one the route declares; who lacks it meets `theirs`
 * @param options.shows what the answer holds where the subject is within the regions
 */
export const scoped = (aim: AimAt, { consumes = false, by, shows }: { consumes?: boolean; by?: Permission; shows?: (subject: Subject) => string } = {}): Row => ({ kind: 'scoped', aim, consumes, by, shows });
export const found = (aim: AimAt, shows: (subject: Subject) => string): Row => ({ kind: 'found', aim, shows });
export const listed = (shows: (subject: Subject) => string, query: Record<string, string> = {}): Row => ({ kind: 'listed', aim: () => ({ query }), shows });

/** The id in the path, with a body where one is needed. */
export const id =
  (of: keyof Subject, body?: unknown): AimAt =>
  (subject) => ({ params: { id: subject[of] }, body });
/** The same for what belongs to one account. */
export const idOfTheir =
  (of: keyof Belongings, body?: unknown): AimAt<Belongings> =>
  (belongings) => ({ params: { id: belongings[of] }, body });
export const query =
  (name: string, of: keyof Subject, more: Record<string, string> = {}): AimAt =>
  (subject) => ({ query: { [name]: subject[of], ...more } });
export const body =
  (of: (subject: Subject) => unknown): AimAt =>
  (subject) => ({ body: of(subject) });
