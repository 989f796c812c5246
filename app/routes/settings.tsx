import { isDeepStrictEqual } from 'node:util'
import { data, redirect } from 'react-router'
import { isSessionOf } from '#app/auth/session.client.ts'
import {
  cachedSettings,
  cacheSettings,
  dropCachedSettings,
} from '#app/data/settings-cache.client.ts'
import { rememberTheme } from '#app/data/theme-cookie.server.ts'
import { settingsForm } from '#app/data/user-settings-schema.ts'
import { readUserSettings, saveUserSettings } from '#app/data/user-settings.server.ts'
import { defaultSettings } from '#app/data/user-settings.ts'
import { refuseOthersForm } from '#app/http/form-author.server.ts'
import { takeKeptForm } from '#app/http/kept-form.server.ts'
import { sendNotice } from '#app/http/notice.server.ts'
import { parseForm, readForm } from '#app/http/read-form.server.ts'
import { sendForm } from '#app/http/send-form.client.ts'
import { keepUnsavedForm } from '#app/middleware/keep-unsaved-form.server.ts'
import { requireUser, userIdContext } from '#app/middleware/require-user.server.ts'
import { readClient } from '#app/request-scope.server.ts'
import { pageMeta } from '#app/site.ts'
import { NoticeBox } from '#app/ui/notice-box.tsx'
import { SettingsConflict } from '#app/ui/settings-conflict.tsx'
import { SettingsForm } from '#app/ui/settings-form.tsx'
import type { Route } from './+types/settings.ts'

export const middleware: Route.MiddlewareFunction[] = [requireUser, keepUnsavedForm]

export const meta: Route.MetaFunction = () =>
  pageMeta('Settings', 'Your theme and notifications, on every device that you sign in on.')

export async function loader({ request, context, url }: Route.LoaderArgs) {
  const userId = context.get(userIdContext)
  const saved = await readUserSettings(userId)
  const kept = await takeKeptForm(request, url.pathname, userId)
  if (!kept) return data({ userId, saved, kept: null })
  const submission = parseForm(kept.form, settingsForm)
  const entered = submission?.status === 'success' ? submission.value : null
  return data({ userId, saved, kept: entered }, { headers: { 'set-cookie': kept.removal } })
}

export async function clientLoader({ serverLoader }: Route.ClientLoaderArgs) {
  const cached = cachedSettings()
  if (cached && isSessionOf(cached.userId)) return { ...cached, kept: null }
  const loaded = await serverLoader()
  cacheSettings(loaded)
  return loaded
}

export async function action({ request, url, context }: Route.ActionArgs) {
  const userId = context.get(userIdContext)
  const refusal = await refuseOthersForm(url, userId)
  if (refusal) return refusal
  const submission = await readForm(request, settingsForm)
  if (submission.status !== 'success') {
    return data({ invalid: submission.reply() }, { status: 422 })
  }
  const { version, ...entered } = submission.value
  const versions = version === undefined ? null : [version]
  const client = readClient(request)
  let current = await saveUserSettings(userId, entered, client, versions)
  // Who saved the defaults elsewhere changed nothing of what this form was showing.
  const isUnchanged = version === 'none' && isDeepStrictEqual(current.settings, defaultSettings)
  if (isUnchanged && !current.isSaved) {
    current = await saveUserSettings(userId, entered, client, [current.version])
  }
  if (!isDeepStrictEqual(current.settings, entered)) {
    return data({ conflict: { ...current, entered } }, { status: 409 })
  }
  const headers = new Headers()
  headers.append('set-cookie', await rememberTheme(userId, entered.theme))
  const text = 'Your settings are saved.'
  headers.append('set-cookie', await sendNotice({ tone: 'success', text }))
  return redirect('/settings', { headers })
}

export async function clientAction({ serverAction }: Route.ClientActionArgs) {
  dropCachedSettings({ except: null })
  return sendForm(serverAction)
}

export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
  const { userId, saved, kept } = loaderData
  const conflict = actionData && 'conflict' in actionData ? actionData.conflict : null
  const invalid = actionData && 'invalid' in actionData ? actionData.invalid : undefined
  const hasFailed = actionData !== undefined && 'failed' in actionData
  return (
    <div className="mx-auto max-w-xl">
      <h1 className="text-3xl font-semibold tracking-tight">Settings</h1>
      <p className="mt-2 text-muted">They follow you to every device that you sign in on.</p>
      <div className="mt-8 space-y-6">
        {kept && (
          <NoticeBox tone="danger">This is what you entered. It is not saved yet.</NoticeBox>
        )}
        {hasFailed && (
          <NoticeBox tone="danger">
            Your settings could not be saved just now. What you entered is still here: please try
            again in a moment.
          </NoticeBox>
        )}
        {conflict && <SettingsConflict current={conflict.settings} />}
        <SettingsForm
          key={userId}
          author={userId}
          initial={conflict?.entered ?? kept ?? saved.settings}
          version={kept?.version ?? saved.version}
          saved={saved}
          conflict={conflict?.version}
          lastResult={invalid}
          isUnsaved={actionData !== undefined || kept !== null}
        />
      </div>
    </div>
  )
}
