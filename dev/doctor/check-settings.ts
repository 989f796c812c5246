import { databaseShape } from '#db/env.server.ts'
import { broken, type Finding, notReady, ready } from './report.ts'
import { valueProblem, type Variables } from './variables.ts'

const ofOtherParts = (name: string) =>
  name in databaseShape || /^CLERK_.+_(?:KEY|SECRET)$/.test(name) || name === 'URL'

/** Whether the variables that no other part looks at have values that the app takes. */
export function checkSettings(variables: Variables): Finding {
  const { values, problems } = variables
  const names = problems.map(({ name }) => name).filter((name) => !ofOtherParts(name))
  const derived = (['AUDIT_KEYS', 'RECEIPT_KEY'] as const).filter((name) => !values[name])
  const mode =
    derived.length > 0
      ? `${derived.join(' and ')} made of CLERK_SECRET_KEY`
      : 'AUDIT_KEYS and RECEIPT_KEY are set'
  const problem = valueProblem(variables, names)
  if (problem) return broken(mode, problem, 'Correct it: .env.example describes every variable.')
  if (names.length === 0) return ready(mode)
  return notReady(mode, `Set ${names.join(', ')}: .env.example describes every variable.`)
}
