/** What makes a request the same as an earlier one. */
export interface RepeatableRequest {
  key: string
  /** A hash of the body: the same key with another one is a mistake. */
  fingerprint: string | null
}
