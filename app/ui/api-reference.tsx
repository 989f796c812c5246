import { useEffect, useRef, useState } from 'react'
import type { OperationSummary } from '#app/contract/list-operations.ts'

/** The reference in which requests can be tried; without JavaScript the list of what there is. */
export function ApiReference({ operations }: { operations: OperationSummary[] }) {
  const element = useRef<HTMLDivElement>(null)
  const [isDrawn, setIsDrawn] = useState(false)

  useEffect(() => {
    // A failed download leaves the list as the server made it.
    draw(element.current).then(setIsDrawn, console.error)
    return followTheme()
  }, [])

  return (
    <>
      <div ref={element} className="mt-4" />
      {!isDrawn && <OperationList operations={operations} />}
    </>
  )
}

async function draw(domNode: HTMLElement | null): Promise<boolean> {
  const { drawApiReference } = await import('./draw-api-reference.client.ts')
  if (!domNode) return false
  drawApiReference(domNode)
  return true
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
    <ul className="mt-8 divide-y divide-line rounded-xl border border-line bg-surface">
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
