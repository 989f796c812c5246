import { useEffect } from 'react'
import { toast, Toaster as Sonner } from 'sonner'
import type { Notice } from '#app/http/notice.ts'

// Each answer of the server makes a new object, so what is told twice shows twice, even in the same words.
let shown: Notice | null = null

/** Shows each notice as a toast, once. */
export default function Toaster({ notice }: { notice: Notice }) {
  useEffect(() => {
    if (notice === shown) return
    shown = notice
    toast[notice.tone === 'success' ? 'success' : 'error'](notice.text)
  }, [notice])
  return (
    <Sonner
      position="bottom-center"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-sm text-ink shadow-lg',
          success: '[&_svg]:text-accent',
          error: '[&_svg]:text-danger',
        },
      }}
    />
  )
}
