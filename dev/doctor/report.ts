/** The parts, in their order. */
const partNames = [
  'node',
  'settings',
  'database',
  'row-security',
  'migrations',
  'clerk-keys',
  'clerk-issuer',
  'webhooks',
  'schedule',
  'headers',
] as const

export type PartName = (typeof partNames)[number]

/**
 * - ready: as production needs it
 * - not-ready: works, but is not what production needs
 * - broken: does not work as it is set
 * - unknown: could not be looked at, for a reason that another part has
 */
export type State = 'ready' | 'not-ready' | 'broken' | 'unknown'

/** What was found about one part. */
export interface Finding {
  state: State
  /** What it runs on, or how. */
  mode: string
  /** What is wrong, where the mode alone does not say it. */
  problem: string | null
  /** The next step; null where the part is ready. */
  next: string | null
}

/** What the database is asked, whichever it is. */
export type DatabaseFindings = Record<'database' | 'row-security' | 'migrations', Finding>

/**
 * What `npm run doctor -- --json` prints. Fields and values may be added within a version, none is renamed
 * or removed. What `mode`, `problem` and `next` say is for people, and may be worded anew at any time.
 */
export interface Report {
  version: 1
  /** Whether every part is ready. */
  readyForProduction: boolean
  /** Whether any part is broken. */
  broken: boolean
  parts: ({ part: PartName } & Finding)[]
}

/** Draws the conclusions from what was found. */
export function reportOf(findings: Record<PartName, Finding>): Report {
  const parts = partNames.map((part) => ({ part, ...findings[part] }))
  return {
    version: 1,
    readyForProduction: parts.every(({ state }) => state === 'ready'),
    broken: parts.some(({ state }) => state === 'broken'),
    parts,
  }
}

/** Production can have it so. */
export const ready = (mode: string): Finding => ({
  state: 'ready',
  mode,
  problem: null,
  next: null,
})

/** It works, but production needs the next step. */
export const notReady = (mode: string, next: string, problem: string | null = null): Finding => ({
  state: 'not-ready',
  mode,
  problem,
  next,
})

/** It does not work. */
export const broken = (mode: string, problem: string, next: string): Finding => ({
  state: 'broken',
  mode,
  problem,
  next,
})

/** Another part stands in the way. */
export const unknown = (reason: string, next: string): Finding => ({
  state: 'unknown',
  mode: `not asked: ${reason}`,
  problem: null,
  next,
})
