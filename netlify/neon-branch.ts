import pRetry, { AbortError } from 'p-retry'
import { z } from 'zod'

const branch = z.object({ id: z.string(), name: z.string(), current_state: z.string() })
const found = z.object({ branches: z.array(branch) })
const created = z.object({ branch })
const databases = z.object({
  databases: z.array(z.object({ name: z.string(), owner_name: z.string() })).min(1),
})
const connection = z.object({ uri: z.string() })

/** A preview's branch, named as .github/workflows/preview-database.yml deletes it. */
export function branchName({ REVIEW_ID, BRANCH }: Record<string, string | undefined>): string {
  return `preview/${REVIEW_ID ? `pr-${REVIEW_ID}` : BRANCH}`
}

/**
 * The connection URL of a Neon branch, as the owner of its tables; makes the branch where there is none
 * (https://api-docs.neon.tech/reference/createprojectbranch). A branch is a copy of the project's default one.
 * @throws Error where Neon refuses, or is not done within a minute
 */
export async function openNeonBranch(
  name: string,
  project: { apiKey: string; projectId: string; api?: string },
): Promise<string> {
  const { apiKey, projectId, api = 'https://console.neon.tech/api/v2' } = project

  async function ask<T>(schema: z.ZodType<T>, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${api}/projects/${encodeURIComponent(projectId)}/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    if (answer.ok) return schema.parse(await answer.json())
    const problem = new Error(`Neon answers ${answer.status} to ${path.replace(/\?.*/, '')}.`)
    // A lock, an outage and a limit pass; 409 says that another build makes the same branch.
    const passes = [409, 423, 429].includes(answer.status) || answer.status >= 500
    throw passes ? problem : new AbortError(problem)
  }

  async function findOrCreate() {
    const { branches } = await ask(found, `branches?search=${encodeURIComponent(name)}`)
    const existing = branches.find((each) => each.name === name)
    if (existing) return existing
    const wanted = { branch: { name }, endpoints: [{ type: 'read_write' }] }
    return (await ask(created, 'branches', wanted)).branch
  }

  return pRetry(
    async () => {
      const { id, current_state } = await findOrCreate()
      // One that nobody used for long wakes when it is asked.
      if (current_state !== 'ready' && current_state !== 'archived')
        throw new Error(`Neon's branch ${name} is ${current_state}.`)
      const [database] = (await ask(databases, `branches/${id}/databases`)).databases
      if (!database) throw new Error(`Neon's branch ${name} has no database.`)
      const { name: database_name, owner_name: role_name } = database
      const query = new URLSearchParams({ branch_id: id, database_name, role_name })
      return (await ask(connection, `connection_uri?${query}`)).uri
    },
    { retries: 30, minTimeout: 250, factor: 1.5, maxTimeout: 4_000, maxRetryTime: 60_000 },
  )
}
