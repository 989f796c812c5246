/** The token check and the statements of all that are measured, as Node runs them: not bundled. */
export const loadWork = () => import(/* turbopackIgnore: true */ process.env.BENCH_WORK)
