import * as fc from 'fast-check'
import { z } from 'zod'
import { openApiDocument } from '#app/contract/openapi.ts'

/** The parts of the document that requests are made of. */
const schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  $ref: z.string().optional(),
})
const operation = z.looseObject({
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), schema: z.unknown() }))
    .default([]),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) })
    .optional(),
})
const document = z
  .object({
    paths: z.record(z.string(), z.record(z.string(), operation)),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  })
  .parse(JSON.parse(JSON.stringify(openApiDocument)))

/** Values of a kind that programs trip over. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '__proto__',
    'constructor',
    '%00',
    "' or 1=1 --",
    '../..',
    '9'.repeat(400),
    '1e999',
    '-0',
    'NaN',
    'null',
    'true',
    '\u202e',
    '😀'.repeat(100),
    '<script>alert(1)</script>',
    '9999-12-31',
    '0000-00-00',
    '2026-02-30',
    '-infinity',
    'W/"',
    '"',
    '*',
  ),
)
const nastyJson = fc.oneof(
  fc.json({ maxDepth: 4, stringUnit: 'binary' }),
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '0',
    '"\\ud800"',
    '{"__proto__":{"theme":"dark"}}',
    '{"constructor":{}}',
    '{"theme":"dark","theme":"light"}',
    '{"theme":1e999}',
    '{"theme":"\\u0000"}',
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    '\ufeff{"theme":"dark"}',
    '{"theme":"dark"}\u0000',
  ),
)

/** What the schema allows, or nearly; `nasty` stands in where it says nothing of use. */
function valueOf(given: unknown): fc.Arbitrary<unknown> {
  const {
    $ref,
    enum: values,
    anyOf,
    properties,
    type,
    minimum = 0,
    maximum = 1000,
    ...rest
  } = schema.parse(given)
  if ($ref) return valueOf(document.components.schemas[$ref.split('/').at(-1) ?? ''])
  if (values) return fc.constantFrom(...values)
  if (rest.const !== undefined) return fc.constant(rest.const)
  if (anyOf) return fc.oneof(...anyOf.map(valueOf))
  if (properties) {
    const each = Object.entries(properties).map(([name, value]) => [name, valueOf(value)] as const)
    return fc.record(Object.fromEntries(each), { requiredKeys: [] })
  }
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'integer') return fc.integer({ min: minimum - 1, max: maximum + 1 })
  return nasty
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
const nearly = (given: unknown) =>
  fc.oneof({ weight: 3, arbitrary: valueOf(given).map(text) }, { weight: 1, arbitrary: nasty })

function fields(parameters: z.infer<typeof operation>['parameters'], place: string) {
  const own = parameters.filter((parameter) => parameter.in === place)
  const record = Object.fromEntries(own.map(({ name, schema: of }) => [name, nearly(of)]))
  return fc.record(record, { requiredKeys: [] })
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, found]) => ({
    path,
    method: method.toUpperCase(),
    ...found,
  })),
)

/** A request to the API: valid, nearly valid or garbage. */
export const fuzzRequest = fc
  .constantFrom(...operations)
  .chain(({ path, method, parameters, requestBody }) => {
    const [type = 'application/json', content] = Object.entries(requestBody?.content ?? {})[0] ?? []
    return fc.record({
      path: fc.oneof(
        { weight: 9, arbitrary: fc.constant(path) },
        { weight: 1, arbitrary: nasty.map((part) => `/api/${part}`) },
      ),
      method: fc.oneof(
        { weight: 6, arbitrary: fc.constant(method) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            'GET',
            'HEAD',
            'OPTIONS',
            'PUT',
            'PATCH',
            'POST',
            'DELETE',
            'PROPFIND',
          ),
        },
      ),
      id: fc.oneof(fc.constant('known'), fc.uuid(), nasty),
      query: fc.oneof(
        { weight: 3, arbitrary: fields(parameters, 'query') },
        { weight: 1, arbitrary: fc.dictionary(nasty, nasty, { maxKeys: 3 }) },
      ),
      headers: fields(parameters, 'header'),
      accept: fc.constantFrom(
        '*/*',
        'application/json',
        'text/html',
        'application/*;q=0.5',
        ';;',
        '',
      ),
      type: fc.oneof(
        { weight: 5, arbitrary: fc.constant(type) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-7', '', '/'),
        },
      ),
      caller: fc.constantFrom('bearer', 'bearer', 'bearer', 'cookie', 'nobody', 'forged'),
      body: fc.oneof(
        {
          weight: 3,
          arbitrary: content
            ? valueOf(content.schema).map((value) => JSON.stringify(value))
            : nastyJson,
        },
        { weight: 1, arbitrary: nastyJson },
      ),
    })
  })

export type FuzzRequest = typeof fuzzRequest extends fc.Arbitrary<infer T> ? T : never
