/** What the site is called. `npm run rename` writes these two. */
export const siteName = 'Groundwork'
/** The same as one word, for files that people download. */
export const siteSlug = 'groundwork'

/** What search engines show below the name. */
export const siteDescription =
  'A full-stack starter that runs whole on a laptop and goes live by environment variables.'

/** The title of a page, as browsers show it. */
export const titled = (page: string) => `${page} · ${siteName}`

/** What browsers and search engines are told of a page. */
export const pageMeta = (page: string, description: string) => [
  { title: titled(page) },
  { name: 'description', content: description },
]
