type Hits = Record<string, number>

// Where the code that Stryker has put its mutants into looks which of them is active, and counts hits.
declare global {
  var __stryker__:
    | {
        activeMutant?: string | undefined
        currentTestId?: string | undefined
        mutantCoverage?: { static: Hits; perTest: Record<string, Hits> }
      }
    | undefined
}

/** Stryker's part of this process. */
export const stryker = (globalThis.__stryker__ ??= {})
