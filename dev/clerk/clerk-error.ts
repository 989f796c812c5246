/** An error that is answered in the shape of Clerk's APIs. */
export class ClerkError extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined

  constructor(status: number, code: string, message: string, field?: string) {
    super(message)
    this.status = status
    this.code = code
    this.field = field
  }

  toResponse(): Response {
    const meta = this.field === undefined ? {} : { param_name: this.field }
    const error = { code: this.code, message: this.message, long_message: this.message, meta }
    return Response.json({ errors: [error] }, { status: this.status, headers: noStore })
  }
}

export const noStore = { 'cache-control': 'no-store' }

export function notFound(what: string): ClerkError {
  return new ClerkError(404, 'resource_not_found', `${what} not found`)
}
