import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Plugin } from 'vite'
import type { FunctionConfig } from './function-configs.ts'
import { functionSize } from './function-size.ts'

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000).toLocaleString('en')} kB`

const directory = '.netlify/v1/functions'

/**
 * Writes the functions that Netlify deploys: a two-line file around each entry of the server bundle, in the
 * folder of the Frameworks API (https://docs.netlify.com/build/frameworks/frameworks-api/).
 * @param configs by the name of the entry, which is the function's name too
 */
export function emitFunctions(configs: Record<string, FunctionConfig>): Plugin {
  return {
    name: 'emit-functions',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'ssr',
    async writeBundle({ dir }, bundle) {
      if (!dir) throw new Error('The server build has no folder.')
      const folder = join(this.environment.config.root, directory)
      await mkdir(folder, { recursive: true })
      for (const [name, config] of Object.entries(configs)) {
        const entry = Object.values(bundle).find(
          (chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.name === name,
        )
        if (!entry) throw new Error(`The server build has no entry ${name}.`)
        const from = relative(folder, join(dir, entry.fileName)).replaceAll('\\', '/')
        const lines = [
          `export { default } from ${JSON.stringify(from)}`,
          `export const config = ${JSON.stringify({ name, ...config }, null, 2)}`,
        ]
        const file = join(folder, `${name}.mjs`)
        await writeFile(file, `${lines.join('\n')}\n`)
        const { bytes, zipped } = functionSize(file)
        const size = `${kilobytes(bytes)}, zipped ${kilobytes(zipped)}`
        this.environment.logger.info(`function ${name.padEnd(20)} ${size}`)
      }
    },
  }
}
