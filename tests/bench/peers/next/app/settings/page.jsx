import { headers } from 'next/headers'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { box, button, secondary } from '../../../../bare/template/app/markup.ts'
import { loadWork } from '../../work.mjs'

export default async function Settings() {
  const given = await headers()
  const { readSettings, readUserId } = await loadWork()
  const userId = await readUserId(given.get('authorization'), given.get('cookie'))
  if (!userId) redirect('/')
  const settings = await readSettings(userId)
  return (
    <>
      <header className="border-b">
        <nav className={box}>
          <Link href="/">Template</Link>
          <Link href="/">Activity</Link>
          <Link href="/settings">Settings</Link>
          <Link href="/">Account</Link>
          <Link href="/" className={secondary}>
            <span className="sr-only">Your account</span>
          </Link>
        </nav>
      </header>
      <main className={box}>
        <h1 className="text-3xl font-semibold tracking-tight">Settings</h1>
        <p className="mt-2">They follow you to every device that you sign in on.</p>
        <form
          method="post"
          action={`/settings?author=${encodeURIComponent(userId)}`}
          className="divide-y rounded-xl border"
        >
          <input type="hidden" name="version" value={settings.version} />
          <fieldset className="p-5 sm:p-6">
            <legend className="float-left w-full font-semibold">Theme</legend>
            <div className="clear-both grid gap-3 pt-3 sm:grid-cols-3">
              {['light', 'dark', 'system'].map((name) => (
                <label
                  key={name}
                  className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg border px-4 text-sm font-medium"
                >
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
                name="notificationsEnabled"
                defaultChecked={settings.notificationsEnabled}
              />
              Notifications
            </label>
            <p className="ml-7 text-sm">Tell me when something happens that I should know.</p>
          </div>
          <div className="flex items-center gap-4 p-5 sm:px-6">
            <button className={button}>Save settings</button>
            <p aria-live="polite" className="text-sm" />
          </div>
        </form>
      </main>
    </>
  )
}
