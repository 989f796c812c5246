import { loadClerkUIScript } from '@clerk/shared/loadClerkJsScript'
import type { ClerkUIConstructor, ClerkUIInstance } from '@clerk/shared/types'

declare global {
  var __internal_ClerkUICtor: ClerkUIConstructor | undefined
}

type Controls = Awaited<ReturnType<ClerkUIInstance['ensureMounted']>>

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
      this.#loading ??= this.#load()
      return (await this.#loading).ensureMounted(options)
    }

    async #openModal(modal: Parameters<Controls['openModal']>): Promise<void> {
      this.#loading ??= this.#load()
      const controls = await (await this.#loading).ensureMounted()
      controls.openModal(...modal)
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
