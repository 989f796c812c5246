import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { mount } from './instance.ts'

const require = createRequire(import.meta.url)

/** Clerk's two browser packages; their files load further files from the same folder. */
const folders: Record<string, string> = {
  'clerk-js': dirname(require.resolve('@clerk/clerk-js')),
  ui: join(dirname(require.resolve('@clerk/ui/package.json')), 'dist'),
}

export const scriptUrls = {
  clerk: `${mount}/npm/@clerk/clerk-js/dist/clerk.browser.js`,
  ui: `${mount}/npm/@clerk/ui/dist/ui.browser.js`,
}

/** Serves Clerk's browser scripts from node_modules; undefined for any other path. */
export async function answerBundle(path: string): Promise<Response | undefined> {
  const [, name = '', file = ''] = /^\/npm\/@clerk\/([\w-]+)\/dist\/([\w.-]+\.js)$/.exec(path) ?? []
  const folder = folders[name]
  if (folder === undefined) return undefined
  const script = await readFile(join(folder, file)).catch(() => undefined)
  if (!script) return undefined
  // The entry files keep their name over versions, all others carry the version in it.
  const lasting = /_\d+\.\d+\.\d+\.js$/.test(file)
  return new Response(script, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  })
}
