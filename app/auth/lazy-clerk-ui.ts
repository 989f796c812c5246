import { loadClerkUIScript } from '@clerk/shared/loadClerkJsScript'
import type { ClerkUIConstructor, ClerkUIInstance } from '@clerk/shared/types'
import { inTime } from '#app/in-time.ts'

declare global {
  var __internal_ClerkUICtor: ClerkUIConstructor | undefined
}

const patienceMs = 8_000

type Controls = Awaited<ReturnType<ClerkUIInstance['ensureMounted']>>

interface Dialog {
  afterVerificationCancelled?: () => void
}

const nothingMounted: Controls = {
  mountComponent() {},
  unmountComponent() {},
  updateProps() {},
  openModal() {},
  closeModal() {},
  openDrawer() {},
  closeDrawer() {},
  prefetch() {},
  mountImpersonationFab() {},
}

/**
 * Stands in for Clerk's UI until its first component mounts, and only then fetches the UI script:
 * most of Clerk's weight. It leans on how clerk-js calls its UI, so a browser test guards it.
 */
export function lazyClerkUI(scriptUrl: string): ClerkUIConstructor {
  return class LazyClerkUI implements ClerkUIInstance {
    static version = ''
    version = ''
    readonly #args: ConstructorParameters<ClerkUIConstructor>
    #loading: Promise<ClerkUIInstance> | undefined

    constructor(...args: ConstructorParameters<ClerkUIConstructor>) {
      this.#args = args
    }

    async ensureMounted(options?: { preloadHint?: string }): Promise<Controls> {
      // clerk-js calls once on load, without a hint, when there is nothing to draw yet; but the dialog that
      // asks a person to prove again who they are comes without a hint too.
      if (!this.#loading && !options?.preloadHint) {
        return { ...nothingMounted, openModal: (...modal) => void this.#openModal(modal) }
      }
      return (await this.#loadOnce()).ensureMounted(options)
    }

    /** Whoever waits for the dialog's end hears of it where it cannot be opened, too. */
    async #openModal([name, props]: [name: string, props?: Dialog]): Promise<void> {
      try {
        const ui = await inTime(this.#loadOnce(), patienceMs)
        const controls = await ui.ensureMounted()
        controls.openModal(name, props)
      } catch {
        props?.afterVerificationCancelled?.()
      }
    }

    /** Once: but after a failure again, for who asks again. */
    #loadOnce(): Promise<ClerkUIInstance> {
      this.#loading ??= this.#load().catch((error: unknown) => {
        this.#loading = undefined
        throw error
      })
      return this.#loading
    }

    async #load(): Promise<ClerkUIInstance> {
      const { publishableKey, proxyUrl, domain } = this.#args[0]()
      await loadClerkUIScript({
        publishableKey,
        ...(proxyUrl && { proxyUrl }),
        ...(domain && { domain }),
        __internal_clerkUIUrl: scriptUrl,
      })
      const ClerkUI = globalThis.__internal_ClerkUICtor
      if (!ClerkUI) throw new Error("Clerk's UI script did not load.")
      this.version = ClerkUI.version
      return new ClerkUI(...this.#args)
    }
  }
}
