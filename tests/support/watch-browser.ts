import type { BrowserContext } from '@playwright/test'

/**
 * Lists script errors and requests that left `origin`; answers of 400 and more go to `refused`, without
 * the ids that change from run to run.
 */
export function watchBrowser(context: BrowserContext, origin: string, refused: string[]): string[] {
  const problems: string[] = []
  context.on('weberror', (error) => problems.push(error.error().message))
  context.on('console', (message) => {
    // The browser's own line about an answer of 400 and more: those are in `refused`.
    const isStatus = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isStatus) problems.push(message.text())
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
