// As much text, and as long lists of classes, as the app's own pages have.
const button =
  'inline-flex min-h-11 cursor-pointer items-center justify-center rounded-lg border px-5 text-sm font-semibold transition-colors disabled:cursor-default disabled:opacity-60'
export const primary = `${button} border-transparent bg-blue-700 text-white hover:bg-blue-800`
export const secondary = `${button} border-gray-300 bg-white text-gray-900 hover:border-gray-500`
export const navLink =
  'inline-flex min-h-11 items-center rounded-lg px-2 sm:px-3 text-sm font-medium text-gray-600 hover:text-gray-900 aria-[current=page]:text-gray-900'
export const radio =
  'flex min-h-11 cursor-pointer items-center gap-3 rounded-lg border border-gray-300 px-4 text-sm font-medium has-checked:border-blue-700 has-checked:bg-blue-100'
export const main = 'mx-auto w-full max-w-4xl grow px-4 py-10 outline-none sm:px-6 sm:py-14'
export const parts = [
  {
    name: 'React Router',
    text: 'Pages and API routes in one typed app, rendered on the server. Forms work without JavaScript.',
  },
  {
    name: 'Sign-in',
    text: 'Sign-in with the real SDK and components: against a local Clerk here, against yours in production.',
  },
  {
    name: 'Postgres',
    text: 'Plain SQL through one driver, row-level security behind it. On a laptop the database is embedded.',
  },
  {
    name: 'Functions',
    text: 'One self-contained function and static files. What the tests run is what gets deployed.',
  },
]
