import { ContentType } from '@remix-run/headers/content-type'
import type { z } from 'zod'
import type { Operation } from '#app/contract/endpoint.ts'
import { problem } from './problem.ts'
import { readBytes } from './read-bytes.ts'

const maximumBytes = 16 * 1024

type Parsed = { ok: true; value: unknown; bytes: Uint8Array } | { ok: false; response: Response }

/** Reads a JSON body of at most 16 KB and checks it; what is wrong comes back as a problem+json. */
export async function readJson(
  request: Request,
  { type, schema, isOptional = false }: NonNullable<Operation['body']>,
): Promise<Parsed> {
  const contentType = request.headers.get('content-type')
  const bytes = await readBytes(request, maximumBytes)
  if (!bytes) return refuse('body-too-large', { detail: `Send at most ${maximumBytes} bytes.` })
  const isAbsent = isOptional && bytes.length === 0
  if (!isAbsent && ContentType.from(contentType).mediaType?.toLowerCase() !== type) {
    return refuse('unsupported-media-type', { detail: `Send ${type}.` })
  }
  let body: unknown = {}
  try {
    if (!isAbsent) body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return refuse('malformed-request', { detail: 'The body is not JSON in UTF-8.' })
  }
  const result = schema.safeParse(body)
  if (result.success) return { ok: true, value: result.data, bytes }
  return refuse('invalid-content', { errors: result.error.issues.flatMap(pointers) })
}

function refuse(...args: Parameters<typeof problem>): { ok: false; response: Response } {
  return { ok: false, response: problem(...args) }
}

function pointers(issue: z.core.$ZodIssue): { pointer: string; detail: string }[] {
  const paths =
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path, key])
      : [issue.path]
  return paths.map((path) => ({
    pointer: path
      .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join(''),
    detail: issue.code === 'unrecognized_keys' ? 'This field is not known.' : issue.message,
  }))
}
