import { type CustomDecorator, type ExecutionContext, SetMetadata, createParamDecorator } from '@nestjs/common';
import type { Permission } from '@xuexi/domain';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';
import type { Pending, Principal } from './principal.js';

export const ACCESS = 'access';

/** What a route demands: nothing, any session, or a session with a permission. */
export type Access = { kind: 'public' } | { kind: 'signed_in' } | { kind: 'permission'; permission: Permission };

/** Anyone may call this route; a session, if there is one, is still known to it. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Any signed-in person may call this route. */
export const SignedIn = (): CustomDecorator => SetMetadata(ACCESS, { kind: 'signed_in' } satisfies Access);

/** Only who holds `permission` in some grant may call this route; the region scope is applied by the service. */
export const Requires = (permission: Permission): CustomDecorator => SetMetadata(ACCESS, { kind: 'permission', permission } satisfies Access);

export const CONFIRMED = 'confirmed';

/** How long a confirmation lasts, in milliseconds. */
export const CONFIRMATION_MS = 10 * 60_000;

/**
 * For what must not happen behind someone's back: besides its permission the route demands that the caller has given
 * password or code again within the last ten minutes (`POST /api/session/confirmation`).
 */
export const Confirmed = (): CustomDecorator => SetMetadata(CONFIRMED, true);

export const WHILE_PENDING = 'while_pending';

/** Lets a session call this route that is otherwise held up by one of these: what it needs to see and to do to go on. */
export const WhilePending = (...pending: Pending[]): CustomDecorator => SetMetadata(WHILE_PENDING, pending);

/** A request after the guard has looked at it. */
export interface RequestWithPrincipal extends FastifyRequest {
  principal?: Principal;
  /** The value of its session cookie. */
  sessionToken?: string;
}

/** The signed-in caller. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<RequestWithPrincipal>();
  if (!principal) throw new Problem('not_signed_in');
  return principal;
});

/** The value of the caller's session cookie: a secret, for what is bound to this login. */
export const SessionToken = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { sessionToken } = context.switchToHttp().getRequest<RequestWithPrincipal>();
  if (sessionToken === undefined) throw new Problem('not_signed_in');
  return sessionToken;
});

/** The caller of a public route, or null for a guest. */
export const OptionalCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal | null => context.switchToHttp().getRequest<RequestWithPrincipal>().principal ?? null,
);
