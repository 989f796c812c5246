import { themeNames, type UserSettings } from '#app/data/user-settings.ts'

/** Tells that the settings changed since the form was opened, and what they are now. */
export function SettingsConflict({ current }: { current: UserSettings }) {
  return (
    <div
      role="alert"
      className="rounded-lg border-l-4 border-danger bg-danger-soft px-4 py-3 text-sm"
    >
      <p className="font-semibold">Your settings were changed elsewhere meanwhile.</p>
      <p className="mt-1">
        Saved now: theme {themeNames[current.theme]}, notifications{' '}
        {current.notificationsEnabled ? 'on' : 'off'}. Below is what you entered; nothing of it is
        saved yet. Save again to replace what is saved.
      </p>
    </div>
  )
}
