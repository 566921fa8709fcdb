import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from '../errors/problem.js';

z.config(z.locales.zhCN());

/** Checks every body, query and path parameter against its schema; names each field at fault in Chinese. */
export function inputPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new Problem(
        'invalid_input',
        issues.slice(0, 20).map((issue) => ({
          field: issue.path?.map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.') ?? '',
          message: issue.message,
        })),
      ),
  });
}
