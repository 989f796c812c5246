import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What makes one local Clerk instance itself: made once, kept with its state. */
export interface Keys {
  id: string
  secret: string
  webhookSecret: string
  privateKey: string
  publicKey: string
}

export function generateKeys(): Keys {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return {
    id: newId('ins'),
    secret: randomBytes(20).toString('hex'),
    webhookSecret: `whsec_${randomBytes(24).toString('base64')}`,
    ...pair,
  }
}

/** An id in Clerk's form, such as `user_1f0c…`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`
}

/** Clerk's publishable key is its Frontend API's host in base64. */
export function publishableKeyFor(host: string, live: boolean): string {
  return `pk_${live ? 'live' : 'test'}_${Buffer.from(`${host}$`).toString('base64')}`
}

/** Clerk names its cookies after the publishable key, so that two instances can share a host. */
export function cookieSuffixFor(publishableKey: string): string {
  return createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8)
}

/** Signs a JWT as Clerk would; `header` replaces parts of its header. */
export function signJwt(keys: Keys, payload: object, header: object = {}): string {
  // The category marks a token as a session token; the SDK refuses others.
  const fullHeader = { alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid: keys.id, typ: 'JWT', ...header }
  const signed = `${base64url(fullHeader)}.${base64url(payload)}`
  const signature = sign('RSA-SHA256', Buffer.from(signed), keys.privateKey)
  return `${signed}.${signature.toString('base64url')}`
}

/** The public key as `/v1/jwks` shows it. */
export function jsonWebKeySet(keys: Keys) {
  const key = createPublicKey(keys.publicKey).export({ format: 'jwk' })
  return { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: keys.id }] }
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
