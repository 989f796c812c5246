import { Link } from 'react-router'
import { button } from './button.ts'

const parts = [
  {
    name: 'React Router',
    text: 'Pages and API routes in one typed app, rendered on the server. Forms work without JavaScript.',
  },
  {
    name: 'Clerk',
    text: 'Sign-in with the real SDK and components: against a local Clerk here, against yours in production.',
  },
  {
    name: 'Neon Postgres',
    text: 'Plain SQL through one driver, row-level security behind it. On a laptop the database is embedded.',
  },
  {
    name: 'Netlify Functions',
    text: 'One self-contained function and static files. What the tests run is what gets deployed.',
  },
]

/** The home page of people who are not signed in: what this is. */
export function Welcome() {
  return (
    <>
      <section className="max-w-2xl py-4 sm:py-8">
        <h1 className="text-4xl font-semibold tracking-tight text-balance sm:text-5xl">
          The ground is laid. Build on it.
        </h1>
        <p className="mt-5 text-lg text-muted text-pretty">
          A full-stack starter with sign-in, a database and an API that runs whole on a laptop: no
          account, no key, no network. The same code goes live by setting environment variables.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <Link to="/sign-up" className={button.primary}>
            Create an account
          </Link>
          <Link to="/sign-in" className={button.secondary}>
            Sign in
          </Link>
        </div>
      </section>
      <ul className="mt-10 grid gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-2">
        {parts.map(({ name, text }) => (
          <li key={name} className="bg-surface p-6">
            <h2 className="font-semibold">{name}</h2>
            <p className="mt-1.5 text-sm text-muted text-pretty">{text}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
