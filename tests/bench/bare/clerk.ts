import { createRequestListener } from '@remix-run/node-fetch-server'
import { clerkPage } from '../../support/clerk-page.ts'

/** Clerk's components, in pages with nothing else. */
export default () => createRequestListener(() => clerkPage(process.env))
