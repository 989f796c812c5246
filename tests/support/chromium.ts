import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const known = [
  // A third less work than the whole browser.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Finds a Chromium, or installs one with what the machine has: Playwright's own download, or apt as root.
 * @returns how Playwright launches it
 * @throws Error that says what to do where neither works
 */
export function findOrInstallChromium(): { executablePath?: string } {
  const found = find()
  if (found) return found
  const attempts = [
    ['npx', ['playwright', 'install', 'chromium']],
    ...(process.getuid?.() === 0
      ? ([
          ['apt-get', ['update']],
          ['apt-get', ['install', '--yes', 'chromium-headless-shell']],
          ['apt-get', ['install', '--yes', 'chromium']],
        ] as const)
      : []),
  ] as const
  for (const [command, args] of attempts) {
    console.log(`No Chromium yet: ${command} ${args.join(' ')}`)
    try {
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    } catch {
      // The next way may work; the last word is whether there is a browser.
    }
    const installed = find()
    if (installed) return installed
  }
  throw new Error(
    'The browser tests need Chromium, and none could be installed. Install Chromium or Chrome, or run `npx playwright install chromium` where its download can be reached.',
  )
}

function find(): { executablePath?: string } | undefined {
  // Playwright's own it launches best by itself: without a window, it has a smaller one.
  if (existsSync(chromium.executablePath())) return {}
  const executablePath = known.find((path) => existsSync(path))
  return executablePath ? { executablePath } : undefined
}
