/** What stands in a Clerk slot until Clerk has drawn its component, or for good without JavaScript. */
export function ClerkFallback({ withoutJavaScript }: { withoutJavaScript: string }) {
  return (
    <div className="grid min-h-96 place-items-center text-center text-muted">
      <p className="noscript:hidden">Loading…</p>
      <p className="hidden max-w-sm text-pretty noscript:block">{withoutJavaScript}</p>
    </div>
  )
}
