import { useState } from 'react'
import { useNavigation } from 'react-router'
import type { UserSettings, VersionedSettings } from '#app/data/user-settings.ts'

/**
 * The version that the choices in the settings form were made upon, whatever is loaded again meanwhile: it becomes
 * another only by what the server answers to the form.
 * @param first what the form began with
 * @param conflict the version that the server told of instead of saving, if it did
 * @param saved what the server has, as it was loaded last
 */
export function useSettingsVersion(
  first: string,
  conflict: string | undefined,
  saved: VersionedSettings,
) {
  const { formData } = useNavigation()
  const [sent, setSent] = useState<FormData | null>(null)
  const isSaving = formData?.has('version') ?? false
  if (formData && isSaving && formData !== sent) setSent(formData)
  const isStored = sent !== null && isWhatWasSent(saved.settings, sent)
  const [version, setVersion] = useState(first)
  const current = conflict ?? (isStored ? saved.version : version)
  if (current !== version) setVersion(current)
  return { version: current, isSaving, sent, isStored }
}

function isWhatWasSent(settings: UserSettings, form: FormData): boolean {
  return (
    form.get('theme') === settings.theme &&
    form.has('notificationsEnabled') === settings.notificationsEnabled
  )
}
