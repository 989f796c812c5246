import type { State } from './state.ts'

/** Where the local Clerk is mounted in the app's own origin. */
export const mount = '/__clerk'

/** The code that every e-mail "sent" by the local Clerk contains. */
export const emailCode = '424242'

/** One running local Clerk, as its parts see it. */
export interface Instance {
  readonly live: boolean
  readonly host: string
  readonly publishableKey: string
  readonly secretKey: string
  readonly cookieSuffix: string
  readonly state: State
  now(): number
  emit(event: string, data: object): void
  log(line: string): void
}
