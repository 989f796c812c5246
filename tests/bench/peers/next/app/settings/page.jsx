import { headers } from 'next/headers'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { main, navLink, primary, radio } from '../../../../bare/template/app/markup.ts'
import { loadWork } from '../../work.mjs'
import { SiteHeader } from '../site-header.jsx'

export default async function Settings() {
  const given = await headers()
  const { readSettings, readUserId } = await loadWork()
  const userId = await readUserId(given.get('authorization'), given.get('cookie'))
  if (!userId) redirect('/')
  const settings = await readSettings(userId)
  return (
    <>
      <SiteHeader>
        <Link href="/activity" className={navLink}>
          Activity
        </Link>
        <Link href="/settings" className={navLink}>
          Settings
        </Link>
        <Link href="/account" className={navLink}>
          Account
        </Link>
        <div className="grid size-11 place-items-center *:flex">
          <Link href="/profile" className="relative rounded-full">
            <span className="grid size-8 place-items-center rounded-full bg-blue-700 text-sm font-semibold text-white uppercase">
              a
            </span>
            <span className="sr-only">Your account</span>
          </Link>
        </div>
      </SiteHeader>
      <main id="content" tabIndex={-1} className={main}>
        <div className="mx-auto max-w-xl">
          <h1 className="text-3xl font-semibold tracking-tight">Settings</h1>
          <p className="mt-2 text-gray-600">They follow you to every device that you sign in on.</p>
          <div className="mt-8 space-y-6">
            <form
              method="post"
              action={`/settings?author=${encodeURIComponent(userId)}`}
              id="settings"
              className="divide-y divide-gray-300 rounded-xl border border-gray-300 bg-white"
            >
              <input type="hidden" name="version" value={settings.version} />
              <fieldset className="p-5 sm:p-6" aria-describedby="theme-error">
                <legend className="float-left w-full font-semibold">Theme</legend>
                <div className="clear-both grid gap-3 pt-3 sm:grid-cols-3">
                  {['light', 'dark', 'system'].map((name) => (
                    <label key={name} className={radio}>
                      <input
                        type="radio"
                        name="theme"
                        value={name}
                        defaultChecked={name === settings.theme}
                      />
                      {name}
                    </label>
                  ))}
                </div>
              </fieldset>
              <div className="p-5 sm:p-6">
                <label className="flex min-h-8 cursor-pointer items-center gap-3 font-semibold">
                  <input
                    type="checkbox"
                    className="size-4"
                    aria-describedby="notifications-description"
                    name="notificationsEnabled"
                    defaultChecked={settings.notificationsEnabled}
                  />
                  Notifications
                </label>
                <p id="notifications-description" className="ml-7 text-sm text-gray-600">
                  Tell me when something happens that I should know.
                </p>
              </div>
              <div className="flex items-center gap-4 p-5 sm:px-6">
                <button className={primary}>Save settings</button>
                <p aria-live="polite" className="text-sm text-gray-600" />
              </div>
            </form>
          </div>
        </div>
      </main>
    </>
  )
}
