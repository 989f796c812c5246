import { createPublicKey, type JsonWebKey, subtle } from 'node:crypto'

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const key = await importKey(process.env.CLERK_JWT_KEY ?? '')

interface Claims {
  sub: string
  exp: number
  nbf: number
  azp: string
}

/** The id of whoever shows a session token that counts, as a Bearer or in Clerk's cookie; else null. */
export async function readUserId(authorization: string | null, cookie: string | null) {
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? readCookie(cookie)
  if (!token) return null
  const [header = '', payload = '', signature = ''] = token.split('.')
  const signed = Buffer.from(`${header}.${payload}`)
  if (!(await subtle.verify(algorithm, key, Buffer.from(signature, 'base64url'), signed)))
    return null
  const { sub, exp, nbf, azp }: Claims = JSON.parse(
    Buffer.from(payload, 'base64url').toString('utf8'),
  )
  const now = Date.now() / 1000
  return exp > now - 5 && nbf < now + 5 && azp === process.env.URL ? sub : null
}

function readCookie(cookie: string | null): string | undefined {
  return /(?:^|; ?)__session=([^;]+)/.exec(cookie ?? '')?.[1]
}

function importKey(pem: string) {
  const jwk: JsonWebKey = createPublicKey(pem).export({ format: 'jwk' })
  return subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
}
