import { globSync, readFileSync } from 'node:fs'
import type { Coverage, Trial } from './journal.ts'

/** So many test files try a mutant that needs a fresh process: each costs seconds. */
const mostFiles = 6

/**
 * Which mutants each test has still to try, in a process that is used again and again.
 * @param most how many tests try a mutant, of those that run its code
 */
export function openTrials(
  coverages: Coverage[],
  trials: Trial[],
  most: number,
): Map<string, string[]> {
  const killed = new Set(trials.filter(isKill).map(({ mutant }) => mutant))
  const tried = new Set(trials.map(({ mutant, test }) => `${mutant} ${test}`))
  const open = new Map<string, string[]>()
  for (const mutant of new Set(coverages.flatMap(({ again }) => Object.keys(again)))) {
    if (killed.has(mutant)) continue
    for (const { test } of spread(likeliest(coverages, [mutant], 'again')).slice(0, most))
      if (!tried.has(`${mutant} ${test}`)) open.set(test, [...(open.get(test) ?? []), mutant])
  }
  return open
}

/**
 * The test files for a mutant that needs a fresh process: those that run the most of its source file, as its own
 * code may have run before any test.
 */
export function filesFor(mutant: string, coverages: Coverage[]): string[] {
  const others = neighbours(mutant)
  const tests = likeliest(coverages, others, 'first')
  const files = [...new Set(tests.map(({ file }) => file))]
  const breadth = (file: string) => {
    const hits = tests.filter((test) => test.file === file).map(({ first }) => first)
    return others.filter((other) => hits.some((hit) => hit[other])).length
  }
  return files.toSorted((a, b) => breadth(b) - breadth(a)).slice(0, mostFiles)
}

/** The test files that ran a mutant's code only in tests that cannot be repeated, so that they never tried it. */
export function untriedFilesFor(mutant: string, coverages: Coverage[]): string[] {
  const untried = coverages.filter(({ first, again }) => first[mutant] && !again[mutant])
  return [...new Set(untried.map(({ file }) => file))].slice(0, mostFiles)
}

/** Tests of whose work the mutants' code is the greatest part, for the time that they take. */
function likeliest(coverages: Coverage[], mutants: string[], run: 'first' | 'again'): Coverage[] {
  const sum = (hits: number[]) => hits.reduce((total, count) => total + count, 0)
  return coverages
    .map((coverage) => {
      const hits = sum(mutants.map((mutant) => coverage[run][mutant] ?? 0))
      return {
        coverage,
        share: hits && hits / sum(Object.values(coverage[run])) / coverage.seconds,
      }
    })
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share)
    .map(({ coverage }) => coverage)
}

/** The first of each file before the second of any: tests of one file tend to notice the same. */
function spread(tests: Coverage[]): Coverage[] {
  const counts = new Map<string, number>()
  return tests
    .map((test) => {
      const place = counts.get(test.file) ?? 0
      counts.set(test.file, place + 1)
      return { test, place }
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ test }) => test)
}

/** All mutants of the same source file. */
function neighbours(mutant: string): string[] {
  for (const file of globSync('{app,db}/**/*.ts')) {
    const calls = readFileSync(file, 'utf8').matchAll(/stryMutAct_9fa48\("(\d+)"\)/g)
    const mutants = [...calls].map(([, id = '']) => id)
    if (mutants.includes(mutant)) return mutants
  }
  throw new Error(`No source file has the mutant ${mutant}.`)
}

function isKill({ outcome }: Trial): boolean {
  return outcome === 'killed'
}
