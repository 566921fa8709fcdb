import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { SessionCookie } from '../platform/auth/session-cookie.js';
import { Problem } from '../platform/errors/problem.js';
import { ReturnsFile } from '../platform/http/returns.js';
import { MediaEvents } from './media-events.js';

const EVENT_STREAM = 'text/event-stream';

/** How far the caller's own uploads are, while it happens. */
@Controller('my/media')
export class MediaEventsController {
  constructor(
    private readonly events: MediaEvents,
    private readonly cookie: SessionCookie,
  ) {}

  /** Server-sent events (docs/api.md): `media`, with what has changed of one upload. */
  @Get('events')
  @Requires('media.read_own')
  @ReturnsFile(EVENT_STREAM)
  listen(@Caller() { accountId }: Principal, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    // A stream does not end by itself: nobody gets one who only follows a link.
    if (!request.headers.accept?.includes(EVENT_STREAM)) throw new Problem('invalid_input', [{ field: 'accept', message: `请用 EventSource 打开，它接受 ${EVENT_STREAM}` }]);
    const sessionToken = this.cookie.read(request) ?? '';
    reply.hijack();
    this.events.listen({ accountId, sessionToken }, reply.raw);
  }
}
