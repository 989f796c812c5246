import type { ReactNode } from 'react'

/** A message in the page; read out by screen readers. */
export function NoticeBox({ tone, children }: { tone: 'success' | 'danger'; children: ReactNode }) {
  const colours =
    tone === 'success'
      ? 'bg-accent-soft text-ink border-accent'
      : 'bg-danger-soft text-ink border-danger'
  return (
    <p
      role={tone === 'success' ? 'status' : 'alert'}
      className={`rounded-lg border-l-4 px-4 py-3 text-sm ${colours}`}
    >
      {children}
    </p>
  )
}
