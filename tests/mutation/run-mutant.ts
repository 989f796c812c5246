import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  type Coverage,
  noteTrial,
  readCoverage,
  readStarts,
  readTrials,
  unfinishedTrials,
} from './journal.ts'
import { filesFor, openTrials, untriedFilesFor } from './plan.ts'

// What Stryker runs: at first without a mutant, then once for each, named by this variable. A fresh process,
// app and database for every one of them would take hours. So the first time all tests run, and then each
// again with the mutants that it covers; later that is looked up, and only what is left runs by itself.
const mutant = process.env.__STRYKER_ACTIVE_MUTANT__

process.exitCode = mutant === undefined ? await runAll() : await runOne(mutant)

async function runAll(): Promise<number> {
  const status = await runTests([], 'covering')
  if (status !== 0) return status
  const coverages = readCoverage()
  // Most mutants die in the first few tests, but some only in one row of a long table.
  for (const most of [3, 12, 400]) await tryMutants(coverages, most)
  return 0
}

/** Runs the tests that have something to try, and again those whose process a mutant has ended. */
async function tryMutants(coverages: Coverage[], most: number): Promise<void> {
  const before = readTrials()
  const open = openTrials(coverages, before, most)
  const files = coverages.filter(({ test }) => open.has(test)).map(({ file }) => file)
  if (files.length === 0) return
  const watch = setInterval(() => endProcesses(30_000), 5_000)
  await runTests([...new Set(files)], 'trying', most)
  clearInterval(watch)
  endProcesses(0)
  if (readTrials().length > before.length) await tryMutants(coverages, most)
}

/** What ends the process that it runs in, or lets it never end, is as good as noticed by a test. */
function endProcesses(patienceMs: number): void {
  for (const trial of unfinishedTrials()) {
    if (Date.now() - trial.at < patienceMs) continue
    noteTrial({ ...trial, outcome: 'killed' })
    try {
      process.kill(trial.process, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
}

async function runOne(id: string): Promise<number> {
  const trials = readTrials().filter((trial) => trial.mutant === id)
  const outcomes = new Set(trials.map(({ outcome }) => outcome))
  if (outcomes.has('killed')) return 1
  const coverages = readCoverage()
  // What runs while the app starts, too, has not been tried there.
  const isDecided = outcomes.has('lived') && !outcomes.has('in doubt') && !readStarts().has(id)
  const files = isDecided ? untriedFilesFor(id, coverages) : filesFor(id, coverages)
  // Most die in the likeliest file, so that one goes alone.
  const [likeliest, ...others] = files
  if (!likeliest) return 0
  return (await runTests([likeliest])) || (others.length > 0 ? runTests(others) : 0)
}

async function runTests(
  files: string[],
  runner?: 'covering' | 'trying',
  most = 0,
): Promise<number> {
  const bail = runner ? [] : ['--bail', '1']
  const child = spawn(
    'vitest',
    ['run', '--config', 'tests/mutation.vitest.config.ts', ...bail, ...files],
    {
      // What mutants break on their way is no news, and Stryker cuts off whoever writes a megabyte.
      stdio: runner === 'trying' ? 'ignore' : 'inherit',
      env: { ...process.env, MUTATION_RUNNER: runner, MUTATION_TESTS: String(most) },
    },
  )
  const [status] = await once(child, 'exit')
  return Number(status ?? 1)
}
