import { HttpCode, SetMetadata, applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { ZodType } from 'zod';

export const RETURNS = 'returns';

/** What a route answers on success; null for nothing. */
export interface Returned {
  status: number;
  schema: ZodType | null;
}

/**
 * Declares what a route answers. The schema is an allow-list: what it does not name never leaves the server
 * (reliability.md, requirement 9), and the OpenAPI document is made of it.
 */
export function Returns(schema: ZodType, status = 200): MethodDecorator {
  return applyDecorators(HttpCode(status), RouteConfig({ returns: schema }), SetMetadata(RETURNS, { status, schema } satisfies Returned));
}

/**
 * Sends of what routes answer only what their schemas name. A hook rather than Nest's interceptor for it, because one interceptor leads
 * every answer through RxJS.
 */
export function sendOnlyWhatIsDeclared(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', async (request, _reply, payload) => {
    const { returns } = request.routeOptions.config as { returns?: ZodType };
    return returns === undefined ? payload : returns.parse(payload);
  });
}

export const RETURNS_FILE = 'returns-file';

/** Declares a route that answers a file of a media type. */
export function ReturnsFile(contentType: string): MethodDecorator {
  return applyDecorators(HttpCode(200), SetMetadata(RETURNS_FILE, contentType));
}

/** Declares a route that answers nothing (204). */
export function ReturnsNothing(): MethodDecorator {
  return applyDecorators(HttpCode(204), SetMetadata(RETURNS, { status: 204, schema: null } satisfies Returned));
}
