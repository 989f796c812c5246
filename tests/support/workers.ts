import { availableParallelism } from 'node:os'

/** How many tests run at once: each keeps two cores busy, with Postgres or a browser, but for much of it waits. */
export const workers = Math.max(2, Math.floor(availableParallelism() / 2))
