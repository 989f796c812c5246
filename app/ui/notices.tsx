import { lazy, Suspense, useState, useSyncExternalStore } from 'react'
import type { Notice } from '#app/http/notice.ts'
import { NoticeBox } from './notice-box.tsx'

const Toaster = lazy(() => import('./toaster.client.tsx'))

/** What the last request has to say: a toast, or a box in the page where there is no JavaScript. */
export function Notices({ notice }: { notice: Notice | null }) {
  const [latest, setLatest] = useState(notice)
  // The server tells a notice once; its toast outlives the answer that brought it.
  if (notice && notice !== latest) setLatest(notice)
  const isHydrated = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  return (
    <>
      {notice && (
        <div className="mb-8 hidden noscript:block">
          <NoticeBox tone={notice.tone}>{notice.text}</NoticeBox>
        </div>
      )}
      {isHydrated && latest && (
        <Suspense>
          <Toaster notice={latest} />
        </Suspense>
      )}
    </>
  )
}
