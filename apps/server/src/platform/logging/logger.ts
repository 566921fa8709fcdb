import type { LoggerService } from '@nestjs/common';
import { type Logger as Pino, pino } from 'pino';
import { currentRequestId } from './request-context.js';

/** The process's structured logger: JSON lines with the request id; nothing that names or identifies a person. */
export function createLogger(processName: string, level: string): Pino {
  return pino({
    level,
    base: { process: processName },
    mixin: () => {
      const requestId = currentRequestId();
      return requestId ? { requestId } : {};
    },
    redact: { paths: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'], remove: true },
    serializers: { req: (req: { method: string; routeOptions?: { url?: string } }) => ({ method: req.method, route: req.routeOptions?.url ?? 'none' }), err: describeError },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

/** An error without what libraries hang onto it: TypeORM's carry the statement with all its values. */
function describeError(error: Error): Record<string, unknown> {
  const { type, message, stack, code } = pino.stdSerializers.err(error);
  return { type, message, stack, code };
}

/** What Nest tells of every module and route at boot. */
const BOOT_CHATTER = new Set<unknown>(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory']);

/** Lets Nest and the features log through pino: `new Logger(Class.name)` anywhere ends here. */
export class PinoNestLogger implements LoggerService {
  constructor(private readonly pino: Pino) {}

  log(message: unknown, ...context: unknown[]): void {
    this.write(BOOT_CHATTER.has(context.at(-1)) ? 'debug' : 'info', message, context);
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.write('warn', message, context);
  }

  error(message: unknown, ...context: unknown[]): void {
    this.write('error', message, context);
  }

  fatal(message: unknown, ...context: unknown[]): void {
    this.write('fatal', message, context);
  }

  debug(message: unknown, ...context: unknown[]): void {
    this.write('debug', message, context);
  }

  verbose(message: unknown, ...context: unknown[]): void {
    this.write('trace', message, context);
  }

  /** Nest passes the class name last; an object as message holds structured fields, with its text next. */
  private write(level: 'info' | 'warn' | 'error' | 'fatal' | 'debug' | 'trace', message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    if (message instanceof Error) {
      // Its message and stack are not among the fields that a spread would copy.
      this.pino[level]({ context, err: message }, message.message);
    } else if (typeof message === 'object' && message !== null) {
      this.pino[level]({ context, ...message }, typeof rest[0] === 'string' && rest.length > 1 ? rest[0] : undefined);
    } else {
      this.pino[level]({ context }, String(message));
    }
  }
}
