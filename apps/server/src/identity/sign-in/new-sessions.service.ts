import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SessionCookie } from '../../platform/auth/session-cookie.js';
import type { Credentials } from '../accounts.service.js';
import type { MeDto } from '../identity.dto.js';
import { MeService } from '../me.service.js';
import { SessionAudit } from '../security/session-audit.js';
import { SessionsService } from '../sessions.service.js';

/** What every way of signing in ends with. */
@Injectable()
export class NewSessionsService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly me: MeService,
    private readonly audit: SessionAudit,
    private readonly cookie: SessionCookie,
  ) {}

  /** Begins a session with a token of its own; one that the browser had before ends, whoever planted it there. */
  async begin(account: Credentials, request: FastifyRequest, reply: FastifyReply): Promise<MeDto> {
    const previous = this.cookie.read(request);
    if (previous) await this.sessions.end(previous);
    const { token, expiresAt, sessionId } = await this.sessions.begin(account, request.headers['user-agent'] ?? '');
    if (account.privileged) await this.audit.begun(account.id, false);
    this.cookie.write(reply, token, expiresAt);
    return this.me.describe(account.id, sessionId);
  }
}
