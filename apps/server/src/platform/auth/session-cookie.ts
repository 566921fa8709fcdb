import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';

/** Reads and writes the session cookie: `__Host-` and Secure wherever the site is reached over https. */
@Injectable()
export class SessionCookie {
  private readonly secure: boolean;
  private readonly name: string;
  private readonly pattern: RegExp;

  constructor(@Inject(CONFIG) config: Config) {
    this.secure = config.publicUrl.protocol === 'https:';
    this.name = this.secure ? '__Host-session' : 'session';
    this.pattern = new RegExp(`(?:^|; ?)${this.name}=([A-Za-z0-9_-]+)(?:;|$)`);
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name];
  }

  /** From the Cookie header itself, by the expression that docker/nginx reads it with. */
  readFrom(header: string | undefined): string | undefined {
    return header === undefined ? undefined : this.pattern.exec(header)?.[1];
  }

  write(reply: FastifyReply, token: string, expires: Date): void {
    void reply.setCookie(this.name, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure, expires });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, { path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure });
  }
}
