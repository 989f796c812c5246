import { useCallback, useEffect, useRef, useState } from 'react'
import type { OperationSummary } from '#app/contract/list-operations.ts'
import { button } from './button.ts'
import { NoticeBox } from './notice-box.tsx'

/**
 * The list of what there is, and on demand, in its place, the reference in which requests can be tried: its
 * renderer is larger than all other code of the app. An address with a hash names a part of the reference.
 */
export function ApiReference({ operations }: { operations: OperationSummary[] }) {
  const element = useRef<HTMLDivElement>(null)
  const [stage, setStage] = useState<'list' | 'loading' | 'failed' | 'drawn'>('list')

  const show = useCallback(() => {
    draw(element.current).then(setStage, () => setStage('failed'))
  }, [])

  useEffect(() => {
    if (location.hash) show()
    return followTheme()
  }, [show])

  return (
    <>
      {stage !== 'drawn' && (
        <div className="mt-6 space-y-6">
          <button
            type="button"
            className={`${button.primary} noscript:hidden`}
            disabled={stage === 'loading'}
            onClick={() => {
              setStage('loading')
              show()
            }}
          >
            {stage === 'loading' ? 'Loading…' : 'Show details and try requests'}
          </button>
          {stage === 'failed' && (
            <NoticeBox tone="danger">
              The details did not load. Check your connection, then load the page again.
            </NoticeBox>
          )}
          <OperationList operations={operations} />
        </div>
      )}
      <div ref={element} tabIndex={-1} className="mt-4 outline-none" />
    </>
  )
}

async function draw(domNode: HTMLElement | null): Promise<'drawn' | 'list'> {
  const { drawApiReference } = await import('./draw-api-reference.client.ts')
  if (!domNode) return 'list'
  drawApiReference(domNode)
  domNode.focus({ preventScroll: true })
  return 'drawn'
}

/** The renderer has dark colours of its own, for a class on the document. */
function followTheme(): () => void {
  const { classList, dataset } = document.documentElement
  const system = matchMedia('(prefers-color-scheme: dark)')
  const follow = () => {
    const isDark = dataset.theme === 'system' ? system.matches : dataset.theme === 'dark'
    classList.toggle('dark-mode', isDark)
  }
  follow()
  system.addEventListener('change', follow)
  return () => {
    system.removeEventListener('change', follow)
    classList.remove('dark-mode')
  }
}

function OperationList({ operations }: { operations: OperationSummary[] }) {
  return (
    <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
      {operations.map(({ method, path, summary }) => (
        <li key={`${method} ${path}`} className="px-5 py-4 text-sm sm:px-6">
          <code className="font-semibold break-all">
            {method} {path}
          </code>
          <p className="mt-1 text-muted">{summary}</p>
        </li>
      ))}
    </ul>
  )
}
