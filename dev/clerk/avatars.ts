import type { Instance } from './instance.ts'
import { primaryAddress } from './resources/user.ts'

/** Serves a user's picture, or their initial; undefined for any other path. */
export function answerAvatar(instance: Instance, path: string): Response | undefined {
  const [, userId, imageId] = /^\/avatars\/(\w+)\/(\w+)$/.exec(path) ?? []
  const user = instance.state.users.find((candidate) => candidate.id === userId)
  if (!user) return undefined
  if (user.image && user.image.id === imageId) {
    return new Response(Buffer.from(user.image.base64, 'base64'), {
      headers: { 'content-type': user.image.type, 'x-content-type-options': 'nosniff' },
    })
  }
  const initial = /[\p{L}\p{N}]/u.exec(user.firstName ?? primaryAddress(user) ?? '')?.[0] ?? '?'
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">' +
    '<rect width="64" height="64" fill="#0f6b4f"/>' +
    '<text x="32" y="42" font-size="30" fill="#fff" text-anchor="middle" ' +
    `font-family="sans-serif">${initial.toUpperCase()}</text></svg>`
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml' } })
}
