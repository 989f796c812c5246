/** The answer of GET /api/hello-world: HelloWorldResponse in the specification. */
export interface Hello {
  message: 'hello world'
  userId: string
  /** ISO 8601, the time of the audit row. */
  timestamp: string
  status: 'success'
  /** How often this person said hello, over the audit rows that are kept. */
  requestCount: number
}
