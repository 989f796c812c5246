import { relative } from 'node:path'
import {
  type RunnerTask,
  type RunnerTestCase,
  type RunnerTestSuite,
  TestRunner,
  type TestTryOptions,
} from 'vitest'
import { noteCoverage, noteStart } from './journal.ts'
import { stryker } from './stryker-global.ts'

/** Runs each test twice, to see which mutants' code it runs and whether it can be repeated. */
export default class CoveringRunner extends TestRunner {
  #passed: boolean[] = []

  override async onBeforeRunTask(test: RunnerTask): Promise<void> {
    await super.onBeforeRunTask(test)
    this.#passed = []
    if (test.type === 'test') test.repeats = 1
  }

  override onBeforeTryTask(test: RunnerTask, options: TestTryOptions): void {
    super.onBeforeTryTask(test, options)
    stryker.currentTestId = `${test.id} ${options.repeats}`
  }

  override async onAfterRetryTask(test: RunnerTestCase, options: TestTryOptions): Promise<void> {
    await super.onAfterRetryTask(test, options)
    stryker.currentTestId = undefined
    this.#passed.push(test.result?.state === 'pass')
  }

  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    await super.onAfterRunSuite(suite)
    if ('filepath' in suite) noteStart(Object.keys(stryker.mutantCoverage?.static ?? {}))
  }

  override onAfterRunTask(test: RunnerTask): void {
    super.onAfterRunTask(test)
    const [first, again] = this.#passed
    if (!test.result || first === undefined) return
    // That a test cannot be repeated is no fault.
    if (first) test.result.state = 'pass'
    const hits = (run: number) => stryker.mutantCoverage?.perTest[`${test.id} ${run}`] ?? {}
    noteCoverage({
      file: relative(process.cwd(), test.file.filepath),
      test: test.id,
      first: hits(0),
      again: again ? hits(1) : {},
      seconds: (test.result.duration ?? 0) / 2000,
    })
  }
}
