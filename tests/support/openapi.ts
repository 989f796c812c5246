import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { openApiDocument } from '#app/contract/openapi.ts'

// As the program that reads it would see it.
const document: typeof openApiDocument = JSON.parse(JSON.stringify(openApiDocument))

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'openapi')

const paths = Object.keys(document.paths ?? {}).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/** What is wrong with an answer by the OpenAPI document, or undefined. */
export async function contractBreach(
  method: string,
  pathname: string,
  response: Response,
): Promise<string | undefined> {
  if (method === 'OPTIONS' && response.status === 204) return undefined
  const { status } = response
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  // As the router reads it; an address that reads the same is preferred to one with a parameter.
  const address = pathname.replace(/\/+$/, '').toLowerCase()
  const path =
    paths.find((each) => each.path === address) ?? paths.find((each) => each.pattern.test(address))
  const key = method === 'HEAD' ? 'get' : method.toLowerCase()
  const operation = path && read(document, 'paths', path.path, key)
  if (!path || !operation) {
    const expected = path ? [403, 405] : [403, 404]
    if (!expected.includes(status)) return `answers ${status} where nothing is documented`
    return check('#/components/schemas/Problem', method, response)
  }
  const documented = read(operation, 'responses', String(status))
  if (!documented) return `answers ${status}, which is not documented`
  const content = read(documented, 'content')
  if (!content) return response.body && (await response.clone().text()) ? 'has a body' : undefined
  if (!read(content, type)) return `answers ${status} as ${type}, which is not documented`
  for (const name of Object.keys(read(documented, 'headers') ?? {})) {
    // Only on those pages that have a next one.
    if (name !== 'Link' && !response.headers.has(name)) return `answers ${status} without ${name}`
  }
  const schema = ['paths', path.path, key, 'responses', status, 'content', type, 'schema']
  const pointer = schema.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))
  return check(`#/${pointer.join('/')}`, method, response)
}

async function check(pointer: string, method: string, response: Response) {
  if (method === 'HEAD') return undefined
  const validate = ajv.getSchema(`openapi${encodeURI(pointer)}`)
  if (!validate) return `has no schema at ${pointer}`
  return validate(await response.clone().json()) ? undefined : ajv.errorsText(validate.errors)
}

function read(value: unknown, ...keys: string[]): object | undefined {
  let found: unknown = value
  for (const key of keys) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Object.entries(found).find(([name]) => name === key)?.[1]
  }
  return typeof found === 'object' && found !== null ? found : undefined
}
