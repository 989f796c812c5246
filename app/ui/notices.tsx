import { useEffect, useState } from 'react'
import type { Notice } from '#app/http/notice.ts'
import { inTime } from '#app/in-time.ts'
import { useIsHydrated } from './is-hydrated.ts'
import { NoticeBox } from './notice-box.tsx'
import type Toaster from './toaster.client.tsx'

const patienceMs = 3_000

/**
 * What the last request has to say: a box in the page that came from the server, which needs no script; a toast in
 * what the app shows after it, or a box there too where the toaster does not come.
 */
export function Notices({ notice }: { notice: Notice | null }) {
  const isDrawn = useIsDrawn(notice)
  const [latest, setLatest] = useState<Notice | null>(null)
  // The server tells a notice once; its toast outlives the answer that brought it.
  if (notice && !isDrawn && notice !== latest) setLatest(notice)
  const loaded = useToaster(latest)
  return (
    <>
      {notice && (isDrawn || loaded?.Toaster === null) && <NoticeInPage {...notice} />}
      {latest && loaded?.Toaster && <loaded.Toaster notice={latest} />}
    </>
  )
}

/** A notice as a box: all there is on the page of an error, which must not need to load anything. */
export function NoticeInPage({ tone, text }: Notice) {
  return (
    <div className="mx-auto mb-8 max-w-xl">
      <NoticeBox tone={tone}>{text}</NoticeBox>
    </div>
  )
}

/** Whether this notice came with the page from the server. */
function useIsDrawn(notice: Notice | null): boolean {
  const isHydrated = useIsHydrated()
  const [drawn] = useState(isHydrated ? null : notice)
  return notice !== null && notice === drawn
}

/**
 * The toaster, fetched for the first toast; null where it did not come. Not React's `lazy`, where a failed download
 * would take the page away and stay: here the next notice tries again.
 */
function useToaster(notice: Notice | null) {
  const [loaded, setLoaded] = useState<{ Toaster: typeof Toaster | null } | null>(null)
  useEffect(() => {
    if (!notice) return
    inTime(import('./toaster.client.tsx'), patienceMs).then(
      (module) => setLoaded({ Toaster: module.default }),
      () => setLoaded({ Toaster: null }),
    )
  }, [notice])
  return loaded
}
