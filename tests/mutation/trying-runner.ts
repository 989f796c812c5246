import { type RunnerTask, type RunnerTestCase, TestRunner, type TestTryOptions } from 'vitest'
import { noteTrial, readCoverage, readTrials, type Trial } from './journal.ts'
import { openTrials } from './plan.ts'
import { stryker } from './stryker-global.ts'

const open = openTrials(readCoverage(), readTrials(), Number(process.env.MUTATION_TESTS))
const killed = new Set<string>()

/**
 * Repeats each test with one mutant after the other, in the app that is running already. Before the first and
 * after each that died it runs without one: where that fails, the mutant has left something behind, and what
 * was not tried yet is left to a fresh process.
 */
export default class TryingRunner extends TestRunner {
  #mutants: string[] = []
  #active: string | undefined
  #suspect: string | undefined
  #isControl = true
  #isSpoilt = false

  override async onBeforeRunTask(test: RunnerTask): Promise<void> {
    await super.onBeforeRunTask(test)
    const mutants = this.#isSpoilt ? [] : (open.get(test.id) ?? [])
    this.#mutants = mutants.filter((mutant) => !killed.has(mutant))
    this.#suspect = undefined
    if (test.type === 'test') test.repeats = 2 * this.#mutants.length
  }

  override onBeforeTryTask(test: RunnerTask, options: TestTryOptions): void {
    super.onBeforeTryTask(test, options)
    this.#isControl = options.repeats === 0 || this.#suspect !== undefined
    this.#active = this.#isControl ? undefined : this.#mutants.shift()
    if (this.#active) this.#note(test, this.#active, 'begun')
    stryker.activeMutant = this.#active
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    // Nothing where nothing is left to try.
    if (this.#isControl || this.#active) await TestRunner.getTestFn(test)()
  }

  override async onAfterRetryTask(test: RunnerTestCase, options: TestTryOptions): Promise<void> {
    await super.onAfterRetryTask(test, options)
    stryker.activeMutant = undefined
    const hasFailed = test.result?.state === 'fail'
    if (test.result) delete test.result.errors
    if (this.#active && hasFailed) this.#suspect = this.#active
    else if (this.#active) this.#note(test, this.#active, 'lived')
    else if (this.#isControl) this.#judge(test, hasFailed)
  }

  #judge(test: RunnerTask, hasFailed: boolean): void {
    const suspect = this.#suspect
    this.#suspect = undefined
    if (suspect && !hasFailed) killed.add(suspect)
    if (suspect) this.#note(test, suspect, hasFailed ? 'in doubt' : 'killed')
    if (!hasFailed) return
    const rest = this.#mutants.splice(0)
    if (suspect) this.#isSpoilt = true
    // A test that cannot be repeated, now and then.
    else for (const mutant of rest) this.#note(test, mutant, 'untried')
  }

  #note(test: RunnerTask, mutant: string, outcome: Trial['outcome']): void {
    noteTrial({ mutant, test: test.id, outcome, process: process.pid, at: Date.now() })
  }
}
