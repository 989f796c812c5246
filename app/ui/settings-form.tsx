import { type SubmissionResult, useForm } from '@conform-to/react'
import { useState } from 'react'
import { Form } from 'react-router'
import {
  themeNames,
  themes,
  type UserSettings,
  type VersionedSettings,
} from '#app/data/user-settings.ts'
import { button } from './button.ts'
import { FieldErrors } from './field-errors.tsx'
import { NoticeBox } from './notice-box.tsx'
import { useSettingsVersion } from './settings-version.ts'

interface Props {
  /** Whose form it is, in case their session ends before it is sent: see kept-form.server.ts. */
  author: string
  /** What it begins with, and the version that the person saw: who saves over something newer is told so. */
  initial: UserSettings
  version: string
  /** What the server has, as it was loaded last. */
  saved: VersionedSettings
  /** The version that it told of instead of saving, if it did. */
  conflict: string | undefined
  /** What the server found wrong with the last submission, and what was in it. */
  lastResult: SubmissionResult | undefined
  /** Whether what was sent last was not saved. */
  isUnsaved: boolean
}

export function SettingsForm({ author, saved, conflict, lastResult, isUnsaved, ...first }: Props) {
  // What is loaded again later is not what the person sees here.
  const [initial] = useState(first.initial)
  const { version, sent, isSaving, isStored } = useSettingsVersion(first.version, conflict, saved)
  const [changedSince, setChangedSince] = useState<FormData | null>(null)
  const isSaved = isStored && sent !== changedSince && !isSaving && !isUnsaved
  // Not field by field: each reading of a property costs conform two proxies and a dozen getters, on the server, too.
  const [{ allErrors: errors, initialValue: entered = initial }] = useForm<UserSettings>({
    id: 'settings',
    lastResult,
    defaultValue: initial,
  })
  return (
    <Form
      method="post"
      action={`/settings?author=${encodeURIComponent(author)}`}
      id="settings"
      aria-describedby={errors[''] && 'settings-error'}
      onChange={() => setChangedSince(sent)}
      className="divide-y divide-line rounded-xl border border-line bg-surface"
    >
      <input type="hidden" name="version" value={version} />
      {errors[''] && (
        <div className="p-5 sm:p-6" id="settings-error">
          <NoticeBox tone="danger">{errors[''].join(' ')}</NoticeBox>
        </div>
      )}
      <fieldset className="p-5 sm:p-6" aria-describedby="theme-error">
        <legend className="float-left w-full font-semibold">Theme</legend>
        <div className="clear-both grid gap-3 pt-3 sm:grid-cols-3">
          {themes.map((each) => (
            <label
              key={each}
              className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg border border-line px-4 text-sm font-medium has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name="theme"
                value={each}
                defaultChecked={each === (entered.theme ?? initial.theme)}
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- it is the first error
                autoFocus={errors.theme !== undefined && each === themes[0]}
              />
              {themeNames[each]}
            </label>
          ))}
        </div>
        <FieldErrors id="theme-error" errors={errors.theme} />
      </fieldset>
      <div className="p-5 sm:p-6">
        <label className="flex min-h-8 cursor-pointer items-center gap-3 font-semibold">
          <input
            type="checkbox"
            className="size-4"
            name="notificationsEnabled"
            defaultChecked={isChecked(entered.notificationsEnabled)}
            aria-describedby="notifications-description notifications-error"
          />
          Notifications
        </label>
        <p id="notifications-description" className="ml-7 text-sm text-muted">
          Tell me when something happens that I should know.
        </p>
        <FieldErrors id="notifications-error" errors={errors.notificationsEnabled} />
      </div>
      <div className="flex items-center gap-4 p-5 sm:px-6">
        <button className={button.primary} disabled={isSaving}>
          {isSaving ? 'Saving…' : 'Save settings'}
        </button>
        <p aria-live="polite" className="text-sm text-muted">
          {isSaved && 'Saved'}
        </p>
      </div>
    </Form>
  )
}

/** Conform hands a checkbox back as the browser sends it: `on`, or nothing. */
function isChecked(value: unknown): boolean {
  return value === 'on' || value === true
}
