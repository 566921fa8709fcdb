import fc from 'fast-check';

/** What of JSON Schema the OpenAPI document uses. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** What a schema is read with: the document's components, and ids of things that exist. */
export interface Known {
  schemas: Record<string, Schema>;
  ids: string[];
}

/** Strings that break things: empty, long, other scripts, lone surrogates, zero bytes, SQL, paths, markup. */
export const hostileString: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', ' ', '\0', '\ud800', '\udfff\ud800', '\u202e', '🀄'.repeat(50), "' OR 1=1 --", '"; DROP TABLE person; --', '../../etc/passwd', '<script>alert(1)</script>', '${7*7}', '%s%n', '\\', 'null', 'NaN', '-1', '1e999', '０１２'),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(100, 300, 5_000, 20_000).map((length) => '长'.repeat(length)),
);

/** Any JSON, with the numbers and the nesting that parsers and databases stumble over. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  hostileString,
  fc.constantFrom<unknown>(null, true, 0, -0, -1, 0.5, 2 ** 31, 2 ** 53, 2 ** 63, 1e308, -1e308, Number.MIN_VALUE, [], {}, [[]], [{}], { length: -1 }, { toString: 'x' }, { constructor: { prototype: 1 } }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.integer({ min: 1, max: 300 }).map((depth) => nested(depth)),
);

/** `[[[…]]]` */
function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

/** Values of a schema, some of whose parts are right, wrong by a little, or nothing like it. */
export function nearly(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 10, arbitrary: fits(schema, known) }, { weight: 1, arbitrary: hostileJson });
}

function fits(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if (schema.$ref) return fits(known.schemas[schema.$ref.split('/').at(-1)!]!, known);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((option) => nearly(option, known)));
  switch (schema.type) {
    case 'object':
      return objects(schema, known);
    case 'array':
      return schema.prefixItems ? fc.tuple(...schema.prefixItems.map((item) => nearly(item, known))) : fc.array(nearly(schema.items ?? {}, known), { maxLength: 4 });
    case 'integer':
      return fc.oneof(fc.integer({ min: whole(schema.minimum, -10), max: whole(schema.maximum, 3000) }), fc.constantFrom(schema.minimum ?? 0, schema.maximum ?? 0).map((edge) => edge + 1));
    case 'number':
      return fc.double({ min: schema.minimum ?? -10, max: schema.maximum ?? 10, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
    case undefined:
    default:
      return schema.format === 'uuid' ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known.ids) }, { weight: 1, arbitrary: fc.uuid() }) : fc.oneof(fc.string({ minLength: schema.minLength, maxLength: schema.maxLength ?? 30 }), fc.constantFrom('王秀英', '13900000001', 'digital', '8 位以上的密码'));
  }
}

function objects({ properties = {}, required = [] }: Schema, known: Known): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, nearly(schema, known)]));
  const complete = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  const withMore = fc.tuple(complete, fc.dictionary(hostileString, hostileJson, { maxKeys: 2 })).map(([own, more]) => ({ ...more, ...own }));
  return fc.oneof({ weight: 6, arbitrary: complete }, { weight: 1, arbitrary: withMore }, { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) });
}

/** JSON Schema's bounds, kept where fast-check's integers end. */
function whole(bound: number | undefined, otherwise: number): number {
  return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, bound ?? otherwise));
}
