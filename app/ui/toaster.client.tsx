import { useEffect } from 'react'
import { toast, Toaster as Sonner } from 'sonner'
import type { Notice } from '#app/http/notice.ts'

/** Shows each notice as a toast. */
export default function Toaster({ notice: { tone, text } }: { notice: Notice }) {
  useEffect(() => {
    toast[tone === 'success' ? 'success' : 'error'](text, { id: text })
  }, [tone, text])
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
