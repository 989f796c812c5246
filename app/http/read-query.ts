import type { z } from 'zod'

interface QueryError {
  parameter: string
  detail: string
}
type Parsed<T> = { ok: true; value: T } | { ok: false; errors: QueryError[] }

/** Whoever sends thousands of names is told of some. */
const mostErrors = 20

/** Checks the query of an address; each parameter that the schema knows is a text, so it may be given once. */
export function readQuery<T>(query: URLSearchParams, schema: z.ZodType<T>): Parsed<T> {
  const given = Map.groupBy(query, ([name]) => name)
  const result = schema.safeParse(
    Object.fromEntries(
      Array.from(given, ([name, pairs]) => [name, pairs.length > 1 ? pairs : pairs[0]?.[1]]),
    ),
  )
  if (result.success) return { ok: true, value: result.data }
  const isRepeated = (name: string) => (given.get(name)?.length ?? 0) > 1
  const errors = result.error.issues.flatMap((issue) => toErrors(issue, isRepeated))
  return { ok: false, errors: errors.slice(0, mostErrors) }
}

function toErrors(issue: z.core.$ZodIssue, isRepeated: (name: string) => boolean): QueryError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((parameter) => ({ parameter, detail: 'This parameter is not known.' }))
  const parameter = issue.path.join('.')
  return [
    { parameter, detail: isRepeated(parameter) ? 'Give this parameter once.' : issue.message },
  ]
}
