/** How much a person did on one day (YYYY-MM-DD, in UTC). */
export interface ActivityDay {
  day: string
  /** Exact below `maximumPerDay`; there it means that many or more. */
  count: number
}

/** Up to how many entries of a day are counted, so that a million rows cost a bounded time. */
export const maximumPerDay = 100
