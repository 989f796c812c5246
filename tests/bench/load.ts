import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const autocannon = resolve(import.meta.dirname, 'peers/node_modules/.bin/autocannon')
const output = z.object({
  duration: z.number(),
  requests: z.object({ total: z.int() }),
  latency: z.object({ p50: z.number(), p99: z.number() }),
  '2xx': z.int(),
  non2xx: z.int(),
  errors: z.int(),
})

export interface Load {
  requests: number
  requestsPerSecond: number
  p50: number
  /** In milliseconds, as is p50. */
  p99: number
}

/**
 * Asks for one address over some connections at once, each as fast as it is answered.
 * @throws Error where any answer is not a success
 */
export async function load(
  url: string,
  headers: Record<string, string>,
  { seconds = 4, connections = 50 } = {},
): Promise<Load> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`])
  const args = ['--json', '-c', String(connections), '-d', String(seconds), ...given]
  // Its first answers wait for the client itself, which has just started: at 50 connections, for longer than 99 of a
  // hundred. A line tells of them, the last one of what came after.
  const warmUp = ['--warmup', '[', '-c', String(connections), '-d', '1', ']']
  // Each request has an address of its own.
  const ids = url.includes('[<id>]') ? ['-I'] : []
  const { stdout } = await promisify(execFile)(autocannon, [...args, ...ids, ...warmUp, url])
  const { duration, latency, requests, ...counts } = output.parse(
    JSON.parse(stdout.trim().split('\n').at(-1) ?? ''),
  )
  if (counts['2xx'] === 0 || counts.non2xx > 0 || counts.errors > 0)
    throw new Error(`${url} failed: ${JSON.stringify(counts)}`)
  return { requests: requests.total, requestsPerSecond: requests.total / duration, ...latency }
}
