import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const folder = 'test-results/mutants'
const hits = z.record(z.string(), z.number())

/** What one test runs, in number of hits of each mutant's code. */
const coverage = z.object({
  file: z.string(),
  test: z.string(),
  /** While it ran for the first time. */
  first: hits,
  /** While it was repeated: nothing of what a process does once, and nothing where it failed then. */
  again: hits,
  seconds: z.number(),
})
export type Coverage = z.infer<typeof coverage>

/** Mutants whose code a test file ran before its tests, such as while it started the app. */
const start = z.object({ mutants: z.array(z.string()) })

/** What became of a mutant in a test; `begun` is the last word where that ended the process. */
const trial = z.object({
  mutant: z.string(),
  test: z.string(),
  outcome: z.enum(['begun', 'lived', 'killed', 'in doubt', 'untried']),
  process: z.int(),
  at: z.number(),
})
export type Trial = z.infer<typeof trial>

/** Writes a line that other processes see at once, and that outlives this one. */
export function noteCoverage(line: Coverage): void {
  append('coverage', line)
}

export function noteStart(mutants: string[]): void {
  append('starts', { mutants })
}

export function noteTrial(line: Trial): void {
  append('trials', line)
}

/** What all tests run. */
export function readCoverage(): Coverage[] {
  return read('coverage', coverage)
}

/** All mutants whose code ran before tests. */
export function readStarts(): Set<string> {
  return new Set(read('starts', start).flatMap(({ mutants }) => mutants))
}

/** All trials so far. */
export function readTrials(): Trial[] {
  return read('trials', trial)
}

/** The trials that no outcome followed. */
export function unfinishedTrials(): Trial[] {
  const last = new Map(readTrials().map((each) => [`${each.mutant} ${each.test}`, each]))
  return [...last.values()].filter(({ outcome }) => outcome === 'begun')
}

function append(name: string, line: object): void {
  mkdirSync(folder, { recursive: true })
  appendFileSync(`${folder}/${name}.jsonl`, `${JSON.stringify(line)}\n`)
}

function read<T>(name: string, schema: z.ZodType<T>): T[] {
  const file = `${folder}/${name}.jsonl`
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const lines = text.split('\n').filter(Boolean)
  return lines.map((line) => schema.parse(JSON.parse(line)))
}
