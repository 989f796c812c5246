import { answerAvatar } from './avatars.ts'
import { answerBackend } from './backend-api.ts'
import { answerBundle } from './bundles.ts'
import { ClerkError } from './clerk-error.ts'
import { answerFrontend, frontendMethod } from './frontend-api.ts'
import { mount, type Instance } from './instance.ts'

/** Makes the function that answers every request under the mount. */
export function createRequestHandler(instance: Instance): (request: Request) => Promise<Response> {
  const reported = new Set<string>()

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const path = url.pathname.slice(mount.length).replace(/\/$/, '')
    const asset = (await answerBundle(path)) ?? answerAvatar(instance, path)
    if (asset) return asset

    const endpoint = path.replace(/^\/v1/, '')
    const isBackend = request.headers.has('authorization') || endpoint === '/jwks'
    const answered = isBackend
      ? await answerBackend(instance, request, endpoint)
      : await answerFrontend(instance, request, endpoint)
    if (answered) return answered

    const unknown = `${frontendMethod(request).replaceAll(/\W/g, '')} ${path.replaceAll(/[a-z]+_[0-9a-f]{24}/g, ':id')} is not emulated`
    if (!reported.has(unknown)) instance.log(unknown)
    reported.add(unknown)
    throw new ClerkError(404, 'not_emulated', unknown)
  }

  return async (request) => {
    try {
      return await answer(request)
    } catch (error) {
      if (error instanceof ClerkError) return error.toResponse()
      instance.log(`${request.method} ${new URL(request.url).pathname} failed: ${String(error)}`)
      return new ClerkError(500, 'internal_error', String(error)).toResponse()
    }
  }
}
