import type { Hello } from '#app/data/hello.ts'
import { button } from './button.ts'

/** The answer of the hello-world endpoint, and the button that asks for it (in a form of the page's). */
export function Greeting({ hello, isSaying }: { hello: Hello | null; isSaying: boolean }) {
  return (
    <section aria-labelledby="greeting" className="mx-auto max-w-xl">
      <h1 id="greeting" className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">
        {hello ? hello.message : 'Say hello to the world'}
      </h1>
      <p className="mt-3 text-muted text-pretty">
        {hello
          ? 'This is what the server answered, read back from the audit log in Postgres.'
          : 'Each hello writes a row to the audit log in Postgres, and the answer counts them.'}
      </p>
      {hello && (
        <dl className="mt-8 divide-y divide-line rounded-xl border border-line bg-surface">
          <Row name="Times you said hello" value={hello.requestCount} testId="request-count" />
          <Row
            name="Last time"
            value={<time dateTime={hello.timestamp}>{utc(hello.timestamp)}</time>}
          />
          <Row name="Status" value={hello.status} />
          <Row name="User id" value={<span className="break-all">{hello.userId}</span>} />
        </dl>
      )}
      <button className={`${button.primary} mt-8`} disabled={isSaying}>
        {hello ? 'Say hello again' : 'Say hello'}
      </button>
    </section>
  )
}

function Row({ name, value, testId }: { name: string; value: React.ReactNode; testId?: string }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 gap-y-1 px-5 py-3.5 text-sm">
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium tabular-nums" data-testid={testId}>
        {value}
      </dd>
    </div>
  )
}

function utc(timestamp: string): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`
}
