/**
 * Whether the browser's session cookies are this person's, and only theirs. Another tab may have changed them,
 * of which Clerk's script in this one learns later; the server goes by the cookies.
 */
export function isSessionOf(userId: string): boolean {
  const tokens = [...document.cookie.matchAll(/(?:^|; )__session(?:_[\w-]+)?=([^;]+)/g)]
  return tokens.length > 0 && tokens.every(([, token = '']) => readSubject(token) === userId)
}

/** Whose token it is, unverified, or null. */
function readSubject(token: string): unknown {
  try {
    const payload = token.split('.')[1] ?? ''
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))).sub
  } catch {
    return null
  }
}
