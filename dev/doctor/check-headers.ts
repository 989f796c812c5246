import { safetyHeaders } from '#app/http/safety-headers.ts'
import { inTime } from './in-time.ts'
import { broken, type Finding, notReady, ready } from './report.ts'
import { valueProblem, type Variables } from './variables.ts'
import { whyNoAnswer } from './why-no-answer.ts'

/** Whether the site at URL is this app, and sends the headers that protect it. */
export async function checkHeaders(variables: Variables): Promise<Finding> {
  const problem = valueProblem(variables, ['URL'])
  if (problem) return broken('no address', problem, 'Correct it, such as URL=https://your-site')
  const site = variables.values.URL
  if (site === undefined)
    return notReady(
      'no address to ask: Netlify sets URL for itself',
      'Once deployed, run the doctor with it: URL=https://your-site npm run doctor',
    )
  try {
    // A redirect is an answer of somebody else's: URL is the address that the site itself has.
    const live = fetch(`${site}/api/health/live`, { redirect: 'manual' })
    return judge(site, await inTime(live))
  } catch (error) {
    return broken(
      site,
      whyNoAnswer(error),
      'Deploy the site, or correct URL, then run the doctor again.',
    )
  }
}

function judge(site: string, { status, headers }: Response): Finding {
  if (status !== 200)
    return broken(
      site,
      `/api/health/live answers ${status}`,
      'Deploy the site, or set URL to its main address.',
    )
  const wrong = Object.entries(safetyHeaders).flatMap(([name, value]) =>
    headers.get(name) === value ? [] : [name],
  )
  if (wrong.length > 0)
    return notReady(
      site,
      'Deploy this version; if it is, see what stands in front of the site and changes its answers.',
      `missing or changed: ${wrong.join(', ')}`,
    )
  if (new URL(site).protocol === 'https:') return ready(`${site} sends all of them`)
  return notReady(site, 'Serve the site over https, and set URL to that address.')
}
