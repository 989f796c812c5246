import type { VersionedSettings } from './user-settings.ts'

interface Cached {
  userId: string
  saved: VersionedSettings
}

const lifetimeMs = 30_000
let cached: (Cached & { until: number }) | null = null

/** The settings as this tab read them in the last 30 seconds, or null: whose they are, the caller compares. */
export function cachedSettings(): Cached | null {
  return cached && cached.until > Date.now() ? cached : null
}

export function cacheSettings({ userId, saved }: Cached): void {
  cached = { userId, saved, until: Date.now() + lifetimeMs }
}

/** For when they change, or when somebody else may be there: then those of `except` stay. */
export function dropCachedSettings({ except }: { except: string | null }): void {
  if (cached?.userId !== except) cached = null
}
