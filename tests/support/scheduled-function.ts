import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type purge from '../../netlify/purge-audit-logs.ts'

const deployed = z.object({
  default: z.custom<typeof purge>((value) => typeof value === 'function'),
  config: z.object({ schedule: z.string() }),
})

/** A scheduled function, from the file that is deployed; it reads the environment when it is loaded. */
export async function loadScheduledFunction(name: string) {
  const file = pathToFileURL(resolve(`.netlify/v1/functions/${name}.mjs`)).href
  const { default: run, config } = deployed.parse(await import(file))
  return { run, config }
}
