import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, Public, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { SessionCookie } from '../platform/auth/session-cookie.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { AccountsService } from './accounts.service.js';
import { type LoginDto, type RealNameDto, type RegisterDto, loginSchema, meSchema, realNameSchema, registerSchema } from './identity.dto.js';
import { MeService } from './me.service.js';
import { RealNameService } from './real-name.service.js';
import { SessionsService } from './sessions.service.js';

@Controller()
export class IdentityController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly realNames: RealNameService,
    private readonly me: MeService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Registers an account with its person and signs it in. */
  @Post('accounts')
  @Public()
  @Returns(meSchema, 201)
  async register(@Body({ schema: registerSchema }) body: RegisterDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const account = await this.accounts.register(body);
    return this.signIn(account.id, request, reply);
  }

  @Post('session')
  @Public()
  @Returns(meSchema)
  async login(@Body({ schema: loginSchema }) body: LoginDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const account = await this.accounts.authenticate(body.phone, body.password);
    return this.signIn(account.id, request, reply);
  }

  @Delete('session')
  @Public()
  @ReturnsNothing()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    if (token) await this.sessions.end(token);
    this.cookie.clear(reply);
  }

  @Get('me')
  @Requires('account.read_own')
  @Returns(meSchema)
  whoAmI(@Caller() caller: Principal) {
    return this.me.describe(caller.accountId);
  }

  /** Real-name registration: verifies the caller's name and ID number. */
  @Post('me/real-name')
  @Requires('account.verify_own')
  @Returns(meSchema)
  async verifyRealName(@Caller() caller: Principal, @Body({ schema: realNameSchema }) body: RealNameDto) {
    await this.realNames.register(caller.personId, body);
    return this.me.describe(caller.accountId);
  }

  private async signIn(accountId: string, request: FastifyRequest, reply: FastifyReply) {
    const previous = this.cookie.read(request);
    if (previous) await this.sessions.end(previous);
    const { token, expiresAt } = await this.sessions.begin(accountId, request.headers['user-agent'] ?? '');
    this.cookie.write(reply, token, expiresAt);
    return this.me.describe(accountId);
  }
}
