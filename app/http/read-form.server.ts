import { parseWithZod } from '@conform-to/zod/v4'
import type { z } from 'zod'
import { currentRequest } from '#app/request-scope.server.ts'
import { readBytes } from './read-bytes.ts'

/** In bytes: far more than the texts of a page, each letter of which may be twelve. */
const maximumLength = 65_536

/**
 * What a page's form sent, by its schema.
 * @throws Response with 400 where the request holds no such form, with 413 where it is too long for one
 */
export async function readForm<Schema extends z.ZodObject>(request: Request, schema: Schema) {
  const bytes = await readBytes(request, maximumLength)
  if (!bytes) throw new Response(null, { status: 413 })
  const scope = currentRequest()
  if (scope) scope.form = bytes
  const headers = { 'content-type': request.headers.get('content-type') ?? '' }
  const form = await new Response(bytes, { headers }).formData().catch(() => null)
  const submission = form && parseForm(form, schema)
  if (!submission) throw new Response(null, { status: 400 })
  return submission
}

/**
 * Null where there are other fields than the schema's, or one twice, or a file: conform makes an object of whatever
 * it is given, with names that are commands and lists as long as a number says.
 */
export function parseForm<Schema extends z.ZodObject>(
  form: FormData | URLSearchParams,
  schema: Schema,
) {
  const entries = [...form]
  const names = new Set(entries.map(([name]) => name))
  const isOwn = entries.every(
    ([name, value]) => Object.hasOwn(schema.shape, name) && typeof value === 'string',
  )
  return isOwn && names.size === entries.length ? parseWithZod(form, { schema }) : null
}
