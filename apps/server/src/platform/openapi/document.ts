import type { INestApplication } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiResponse, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { declaredRoutes } from '../auth/declared-access.js';
import { PROBLEMS } from '../errors/problems.js';
import { RETURNS, RETURNS_FILE, type Returned } from '../http/returns.js';

const problemSchema = z
  .object({
    type: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [string, ...string[]]).describe('Stable; see docs/api.md'),
    title: z.string().describe('What is wrong, in Chinese'),
    detail: z.string().describe('What to do, in Chinese'),
    fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

/** The OpenAPI 3.1 document of an application, made from its routes' schemas. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  describeAnswers(app);
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('学习在线 API')
    .setDescription('Errors are application/problem+json (schema Problem). Sessions are an http-only cookie.')
    .setVersion('0.1')
    .addCookieAuth('session')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    standardSchemaConverter: (schema, { schemaType }) => jsonSchema(schema as z.ZodType, schemaType),
  });
  const { schema, components } = jsonSchema(problemSchema, 'output');
  Object.assign((document.components ??= {}).schemas ??= {}, components, isReference(schema) ? {} : { Problem: schema });
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path as Record<string, { responses?: Record<string, unknown> }>)) {
      if (operation.responses) {
        operation.responses.default = {
          description: 'Refusal',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        };
      }
    }
  }
  return sorted(document);
}

/**
 * Tells the swagger module what @Returns declares. It happens here and not in the decorator, so that the running api
 * need not load that module. Routes of another protocol (tus) declare no answer and stay out of the document.
 */
function describeAnswers(app: INestApplication): void {
  for (const { controller, name } of declaredRoutes(app)) {
    const method = Object.getOwnPropertyDescriptor(controller.prototype, name)!;
    answerOf(method.value as object)(controller.prototype, name, method);
  }
}

function answerOf(handler: object): MethodDecorator {
  const returned: Returned | undefined = Reflect.getMetadata(RETURNS, handler);
  if (returned) return ApiResponse({ status: returned.status, description: 'Success', ...(returned.schema && { standardSchema: returned.schema }) });
  const contentType: string | undefined = Reflect.getMetadata(RETURNS_FILE, handler);
  if (contentType) return ApiResponse({ status: 200, description: 'A file', content: { [contentType]: { schema: { type: 'string', format: 'binary' } } } });
  return ApiExcludeEndpoint();
}

/** JSON Schema of a zod schema, with every schema that has an id moved into the document's components. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): { schema: unknown; components: Record<string, unknown> } {
  const { $defs = {}, $schema: _dialect, ...own } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema: own }) => withoutNoise(own as Record<string, unknown>),
  }) as Record<string, unknown>;
  const components = { ...($defs as Record<string, unknown>) };
  const id = own.id as string | undefined;
  if (!id) return { schema: own, components: withoutIds(components) };
  return { schema: { $ref: `#/components/schemas/${id}` }, components: withoutIds({ ...components, [id]: own }) };
}

/** Drops what zod adds for machines only: patterns beside a format, the bounds of every safe integer. */
function withoutNoise(schema: Record<string, unknown>): void {
  if ('format' in schema) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

function withoutIds(components: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(components).map(([name, schema]) => {
      const { id: _id, ...rest } = schema as Record<string, unknown>;
      return [name, rest];
    }),
  );
}

function isReference(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && '$ref' in schema;
}

/** Components in the order of their names, so that the committed document changes only where the API does. */
function sorted(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas ?? {};
  const names = Object.keys(schemas).sort();
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(names.map((name) => [name, schemas[name]!])) } };
}
