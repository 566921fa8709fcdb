import { HttpCode, SerializeOptions, applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { ZodType } from 'zod';

/**
 * Declares what a route answers. The schema is an allow-list: what it does not name never leaves the server
 * (reliability.md, requirement 9), and the OpenAPI document is made of it.
 */
export function Returns(schema: ZodType, status = 200): MethodDecorator {
  return applyDecorators(HttpCode(status), SerializeOptions({ schema }), ApiResponse({ status, description: 'OK', standardSchema: schema }));
}

/** Declares a route that answers nothing (204). */
export function ReturnsNothing(): MethodDecorator {
  return applyDecorators(HttpCode(204), ApiResponse({ status: 204, description: 'No content' }));
}
