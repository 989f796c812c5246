import type { z } from 'zod'

interface QueryError {
  parameter: string
  detail: string
}
type Parsed<T> = { ok: true; value: T } | { ok: false; errors: QueryError[] }

/** Whoever sends thousands of names is told of some. */
const mostErrors = 20

/** Checks the query of an address; each parameter may be given once. */
export function readQuery<T>(query: URLSearchParams, schema: z.ZodType<T>): Parsed<T> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const name of query.keys()) (seen.has(name) ? repeated : seen).add(name)
  const result = schema.safeParse(Object.fromEntries(query))
  if (result.success && repeated.size === 0) return { ok: true, value: result.data }
  const errors = [
    ...[...repeated].map((parameter) => ({ parameter, detail: 'Give this parameter once.' })),
    ...(result.error?.issues ?? []).flatMap(toErrors),
  ]
  return { ok: false, errors: errors.slice(0, mostErrors) }
}

function toErrors(issue: z.core.$ZodIssue): QueryError[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ parameter: issue.path.join('.'), detail: issue.message }]
  return issue.keys.map((parameter) => ({ parameter, detail: 'This parameter is not known.' }))
}
