import Link from 'next/link'
import { primary } from '../../../bare/template/app/markup.ts'

export function SiteHeader({ children }) {
  return (
    <header className="relative border-b border-gray-300 bg-white">
      <a href="#content" className={`${primary} absolute -top-20 left-4 focus:top-2.5`}>
        Skip to the content
      </a>
      <div className="mx-auto flex h-16 w-full max-w-4xl items-center gap-2 px-4 sm:px-6">
        <Link href="/" className="mr-auto flex items-center gap-2.5 font-semibold tracking-tight">
          <img src="/favicon.svg" alt="" width="26" height="26" />
          <span>Template</span>
        </Link>
        <nav aria-label="Main" className="flex items-center gap-2">
          {children}
        </nav>
      </div>
    </header>
  )
}
