import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from '../errors/problem.js';

z.config({
  ...z.locales.zhCN(),
  // The locale names types; residents read what to do.
  customError: (issue) => (issue.code === 'invalid_type' ? (issue.input === undefined ? '这一项必须填写' : '这一项的格式不对') : undefined),
});

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
