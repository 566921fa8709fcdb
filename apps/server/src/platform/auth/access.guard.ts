import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Clock } from '../clock.js';
import { Problem } from '../errors/problem.js';
import { ACCESS, type Access, CONFIRMATION_MS, CONFIRMED, type RequestWithPrincipal, WHILE_PENDING } from './access.js';
import { type Pending, type Principal, PrincipalResolver } from './principal.js';
import { SessionCookie } from './session-cookie.js';

const HELD_UP = { second_factor: 'second_factor_needed', password: 'password_change_needed' } as const satisfies Record<Pending, string>;

/** Denies by default: looks up the session and holds it against what the route declares. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly cookie: SessionCookie,
    private readonly principals: PrincipalResolver,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (!access) throw new Problem('not_permitted');
    const request = context.switchToHttp().getRequest<RequestWithPrincipal>();
    const token = this.cookie.read(request);
    const principal = token ? await this.principals.resolve(token) : null;
    const heldUpBy = principal && this.heldUpBy(context, principal);
    // To a public route a session that is not complete is a guest.
    if (principal && !heldUpBy) Object.assign(request, { principal, sessionToken: token } satisfies Partial<RequestWithPrincipal>);
    if (access.kind === 'public') return true;
    if (!principal) throw new Problem('not_signed_in');
    if (heldUpBy) throw new Problem(HELD_UP[heldUpBy]);
    if (access.kind === 'permission' && !principal.can(access.permission)) throw new Problem(principal.secondFactorMissing ? 'second_factor_needed' : 'not_permitted');
    if (this.reflector.get<true | undefined>(CONFIRMED, context.getHandler()) && !this.isConfirmed(principal)) throw new Problem('confirmation_needed');
    return true;
  }

  private heldUpBy(context: ExecutionContext, { pending }: Principal): Pending | null {
    const allowed = this.reflector.get<Pending[] | undefined>(WHILE_PENDING, context.getHandler()) ?? [];
    return pending && !allowed.includes(pending) ? pending : null;
  }

  private isConfirmed({ confirmedAt }: Principal): boolean {
    return confirmedAt !== null && this.clock.now() - confirmedAt.getTime() <= CONFIRMATION_MS;
  }
}
