import { Link } from 'react-router'
import { box, button, parts, secondary } from './markup.ts'

export const meta = () => [{ title: 'Template' }, { name: 'description', content: 'A template.' }]

export default function Home() {
  return (
    <>
      <header className="border-b">
        <nav className={box}>
          <Link to="/">Template</Link>
          <Link to="/settings">Settings</Link>
          <Link to="/" className={secondary}>
            Sign in
          </Link>
        </nav>
      </header>
      <main className={box}>
        <section className="max-w-2xl py-4 sm:py-8">
          <h1 className="text-4xl font-semibold tracking-tight sm:text-5xl">A template.</h1>
          <p className="mt-5 text-lg">
            A full-stack starter with sign-in, a database and an API that runs whole on a laptop: no
            account, no key, no network. The same code goes live by setting environment variables.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Link to="/" className={button}>
              Create an account
            </Link>
            <Link to="/" className={secondary}>
              Sign in
            </Link>
          </div>
        </section>
        <ul className="mt-10 grid gap-px overflow-hidden rounded-xl border sm:grid-cols-2">
          {parts.map(({ name, text }) => (
            <li key={name} className="p-6">
              <h2 className="font-semibold">{name}</h2>
              <p className="mt-1.5 text-sm">{text}</p>
            </li>
          ))}
        </ul>
      </main>
    </>
  )
}
