import { type ReactNode, useEffect } from 'react'
import { data, Links, Meta, Outlet, Scripts, ScrollRestoration, useNavigation } from 'react-router'
import type { Route } from './+types/root.ts'
import './app.css'
import { AuthProvider } from './auth/auth-provider.tsx'
import { readClerkState } from './auth/clerk-state.server.ts'
import { readUser } from './auth/session.server.ts'
import { isSignInPage } from './auth/sign-in-paths.ts'
import { recallDeletion } from './data/deletion-cookie.server.ts'
import { dropCachedSettings } from './data/settings-cache.client.ts'
import { readTheme } from './data/theme-cookie.server.ts'
import { takeNotice } from './http/notice.server.ts'
import { answerUnavailable } from './middleware/answer-unavailable.server.ts'
import { authenticate } from './middleware/authenticate.server.ts'
import { logRequest } from './middleware/log-request.server.ts'
import { openHeaders } from './middleware/open-headers.server.ts'
import { refuseCrossSite } from './middleware/refuse-cross-site.server.ts'
import { refreshSession } from './middleware/refresh-session.client.ts'
import { shareWithOrigins } from './middleware/share-with-origins.server.ts'
import { DeletionBanner } from './ui/deletion-banner.tsx'
import { ErrorPage } from './ui/error-page.tsx'
import { NoticeInPage, Notices } from './ui/notices.tsx'
import { SiteHeader } from './ui/site-header.tsx'

export const middleware: Route.MiddlewareFunction[] = [
  logRequest,
  answerUnavailable,
  shareWithOrigins,
  refuseCrossSite,
  authenticate,
  openHeaders,
]

export const clientMiddleware: Route.ClientMiddlewareFunction[] = [refreshSession]

export async function loader(args: Route.LoaderArgs) {
  const user = await readUser(args)
  const [theme, deletion, taken] = await Promise.all([
    user && readTheme(args.request, user.userId),
    user && recallDeletion(args.request, user.userId),
    takeNotice(args.request),
  ])
  const headers = new Headers()
  for (const cookie of [theme?.cookie, deletion?.setCookie, taken?.removal]) {
    if (cookie) headers.append('set-cookie', cookie)
  }
  const page = {
    clerk: user || isSignInPage(args) ? await readClerkState() : null,
    user,
    theme: theme?.theme ?? 'system',
    deletionDue: deletion?.deletionDue ?? null,
    notice: taken?.notice ?? null,
  }
  return data(page, { headers })
}

export default function App({ loaderData }: Route.ComponentProps) {
  return (
    <Page data={loaderData}>
      <Notices notice={loaderData.notice} />
      <Outlet />
    </Page>
  )
}

export function ErrorBoundary({ error, loaderData }: Route.ErrorBoundaryProps) {
  const page = <ErrorPage error={error} />
  return loaderData ? (
    <Page data={loaderData}>
      {loaderData.notice && <NoticeInPage {...loaderData.notice} />}
      {page}
    </Page>
  ) : (
    <Document theme="system">
      <Main>{page}</Main>
    </Document>
  )
}

type Data = Route.ComponentProps['loaderData']

function Page({
  data: { user, clerk, theme, deletionDue },
  children,
}: {
  data: Data
  children: ReactNode
}) {
  const userId = user?.userId ?? null
  useEffect(() => dropCachedSettings({ except: userId }), [userId])
  // While a new theme is being saved it already shows.
  const saving = useNavigation().formData?.get('theme')
  return (
    <Document theme={typeof saving === 'string' ? saving : theme}>
      <AuthProvider user={user} clerk={clerk}>
        <SiteHeader />
        {userId && deletionDue && <DeletionBanner userId={userId} dueAt={deletionDue} />}
        <Main>{children}</Main>
      </AuthProvider>
    </Document>
  )
}

/** Where the header's link for the keyboard skips to. */
function Main({ children }: { children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto w-full max-w-4xl grow px-4 py-10 outline-none sm:px-6 sm:py-14"
    >
      {children}
    </main>
  )
}

function Document({ theme, children }: { theme: string; children: ReactNode }) {
  return (
    <html lang="en" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'system' ? 'light dark' : theme} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        {/* Styles need no nonce, and a browser hides it from React, which would find another one. */}
        <Links nonce="" />
      </head>
      <body className="flex min-h-dvh flex-col bg-canvas font-sans text-ink antialiased">
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}
