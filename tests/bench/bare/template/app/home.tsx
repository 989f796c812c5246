import { Link, NavLink } from 'react-router'
import { main, navLink, parts, primary, secondary } from './markup.ts'
import { SiteHeader } from './site-header.tsx'

export const meta = () => [{ title: 'Template' }, { name: 'description', content: 'A template.' }]

export default function Home() {
  return (
    <>
      <SiteHeader>
        <NavLink to="/settings" className={navLink}>
          Settings
        </NavLink>
        <Link to="/" className={secondary}>
          Sign in
        </Link>
      </SiteHeader>
      <main id="content" tabIndex={-1} className={main}>
        <section className="max-w-2xl py-4 sm:py-8">
          <h1 className="text-4xl font-semibold tracking-tight text-balance sm:text-5xl">
            The bare template of React Router.
          </h1>
          <p className="mt-5 text-lg text-gray-600 text-pretty">
            A full-stack starter with sign-in, a database and an API that runs whole on a laptop: no
            account, no key, no network. The same code goes live by setting environment variables.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Link to="/" className={primary}>
              Create an account
            </Link>
            <Link to="/" className={secondary}>
              Sign in
            </Link>
          </div>
        </section>
        <ul className="mt-10 grid gap-px overflow-hidden rounded-xl border border-gray-300 bg-gray-300 sm:grid-cols-2">
          {parts.map(({ name, text }) => (
            <li key={name} className="bg-white p-6">
              <h2 className="font-semibold">{name}</h2>
              <p className="mt-1.5 text-sm text-gray-600 text-pretty">{text}</p>
            </li>
          ))}
        </ul>
      </main>
    </>
  )
}
