import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

// Gives the project a name of your own: `npm run rename -- my-app`. It is called My App then, or what
// `--title` says; with `--dry-run` nothing is changed.

const usage = 'npm run rename -- my-app [--title "My App"] [--dry-run]'

const { values, positionals } = readArguments()
const isDry = values['dry-run'] ?? false
const [slug = ''] = positionals
const title = values.title ?? slug.split('-').map(capitalise).join(' ')
if (positionals.length !== 1 || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) || slug.length > 60)
  stop(`The name is one word of small letters, digits and hyphens: ${usage}`)
if (!/^[\p{L}\p{N}][\p{L}\p{N} .,:&!'’–-]{0,59}$/u.test(title))
  stop(`The title is a line of up to 60 letters, digits and signs such as . , : & ! ' -: ${usage}`)

/** Every place where the name stands, and what is to stand there. Folders, tables and cookies have other names. */
const places: [file: string, place: RegExp, name: string][] = [
  ['app/site.ts', /(?<=^export const siteName = ).+/m, quote(title)],
  ['app/site.ts', /(?<=^export const siteSlug = ).+/m, quote(slug)],
  ['README.md', /(?<=^# ).+/, title],
  ['package.json', /(?<=^ {2}"name": ").+(?=")/m, slug],
  ['package-lock.json', /(?<=^ {2}"name": ").+(?=")/m, slug],
  // The first package is the project itself.
  ['package-lock.json', /(?<=^ {6}"name": ").+(?=")/m, slug],
  ['docs/api.d.ts', /(?<=format: ').+(?=-account-export')/, slug],
]

const changes = places
  .map(([file, place, name]) => ({ file, place, name, found: nameIn(file, place) }))
  .filter(({ name, found }) => name !== found)
for (const { file, place, name, found } of changes) {
  console.log(`${isDry ? 'would change ' : ''}${file}: ${found} → ${name}`)
  if (isDry) continue
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(place, name))
}
console.log(
  changes.length ? 'What it is for, say in app/site.ts.' : `It is called ${title} already.`,
)

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { title: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    })
  } catch (error) {
    stop(`${String(error)}\n${usage}`)
  }
}

function nameIn(file: string, place: RegExp): string {
  const found = place.exec(readFileSync(file, 'utf8'))?.[0]
  return found ?? stop(`${file}: the name is not where it was, so nothing is changed.`)
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** As prettier writes it. */
function quote(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`
}

function stop(message: string): never {
  console.error(message)
  process.exit(1)
}
