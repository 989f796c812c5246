import type { z } from 'zod'

interface QueryError {
  parameter: string
  detail: string
}
type Parsed<T> = { ok: true; value: T } | { ok: false; errors: QueryError[] }

/** Checks the query of an address; each parameter may be given once. */
export function readQuery<T>(query: URLSearchParams, schema: z.ZodType<T>): Parsed<T> {
  const names = [...new Set(query.keys())]
  const repeated = names.filter((name) => query.getAll(name).length > 1)
  const result = schema.safeParse(Object.fromEntries(query))
  if (result.success && repeated.length === 0) return { ok: true, value: result.data }
  return {
    ok: false,
    errors: [
      ...repeated.map((parameter) => ({ parameter, detail: 'Give this parameter once.' })),
      ...(result.error?.issues ?? []).flatMap(toErrors),
    ],
  }
}

function toErrors(issue: z.core.$ZodIssue): QueryError[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ parameter: issue.path.join('.'), detail: issue.message }]
  return issue.keys.map((parameter) => ({ parameter, detail: 'This parameter is not known.' }))
}
