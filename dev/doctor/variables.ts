import { readVariables, variables } from '#app/env-variables.server.ts'

const partial = variables.partial()

/** The environment's variables, as far as they can be used, and what is wrong with the others. */
export function lookAtVariables(source: Record<string, string | undefined> = process.env) {
  const read = readVariables(source, { production: true })
  const problems = 'problems' in read ? read.problems : []
  const bad = new Set(problems.map(({ name }) => name))
  const good = Object.entries(source).filter(([name, value]) => value !== '' && !bad.has(name))
  return { values: partial.parse(Object.fromEntries(good)), problems }
}

export type Variables = ReturnType<typeof lookAtVariables>

/** What is wrong with the value of any of these, in a line; undefined where none is set to a bad one. */
export function valueProblem({ problems }: Variables, names: readonly string[]) {
  const lines = problems
    .filter(({ name, isMissing }) => names.includes(name) && !isMissing)
    .map(({ path, message }) => `${path} ${message}`)
  return lines.length > 0 ? lines.join('; ') : undefined
}
