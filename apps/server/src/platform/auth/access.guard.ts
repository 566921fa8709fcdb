import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../errors/problem.js';
import { ACCESS, type Access, type RequestWithPrincipal } from './access.js';
import { PrincipalResolver } from './principal.js';
import { SessionCookie } from './session-cookie.js';

/** Denies by default: looks up the session and holds it against what the route declares. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly cookie: SessionCookie,
    private readonly principals: PrincipalResolver,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (!access) throw new Problem('not_permitted');
    const request = context.switchToHttp().getRequest<RequestWithPrincipal>();
    const token = this.cookie.read(request);
    const principal = token ? await this.principals.resolve(token) : null;
    if (principal) request.principal = principal;
    if (access.kind === 'public') return true;
    if (!principal) throw new Problem('not_signed_in');
    if (access.kind === 'permission' && !principal.can(access.permission)) throw new Problem('not_permitted');
    return true;
  }
}
