import type { BrowserContext } from '@playwright/test'

/**
 * Lists script errors, what the security policy stopped and requests that left `origin`; answers of 400 and
 * more go to `refused`, without the ids that change from run to run.
 */
export async function watchBrowser(
  context: BrowserContext,
  origin: string,
  refused: string[],
): Promise<string[]> {
  const problems: string[] = []
  await watchViolations(context, problems)
  context.on('weberror', (error) => problems.push(error.error().message))
  context.on('console', (message) => {
    // The browser's own line about an answer of 400 and more: those are in `refused`.
    const isStatus = message.text().startsWith('Failed to load resource')
    // A header of ours that the browser does not understand is a warning only.
    const isFault = message.type() === 'error' || message.text().startsWith('Error with ')
    if (isFault && !isStatus) problems.push(message.text())
  })
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) problems.push(request.url())
  })
  context.on('response', (response) => {
    if (response.status() < 400) return
    const { pathname } = new URL(response.url())
    refused.push(`${response.status()} ${pathname.replaceAll(/_[0-9a-f]{24}/g, '')}`)
  })
  return problems
}

/** The console does not tell of all of them: what happens in a worker and in some frames comes by event only. */
async function watchViolations(context: BrowserContext, problems: string[]): Promise<void> {
  await context.exposeBinding('__violated', (_source, what: string) => void problems.push(what))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      window.__violated(`${effectiveDirective} stopped ${blockedURI}`),
    )
  })
  context.on('page', (page) =>
    page.on('worker', (worker) =>
      worker
        .evaluate(() =>
          addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
            console.error(`${effectiveDirective} stopped ${blockedURI}`),
          ),
        )
        // It may be gone by then.
        .catch(() => null),
    ),
  )
}

declare global {
  interface Window {
    __violated: (what: string) => void
  }
}
