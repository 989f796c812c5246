export function verification(status: 'verified' | 'unverified', strategy: string) {
  return {
    object: 'verification',
    status,
    strategy,
    attempts: status === 'verified' ? 1 : 0,
    expire_at: null,
    error: null,
  }
}
