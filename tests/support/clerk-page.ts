/** A page without any framework that shows Clerk's components, one for each path. */
export function clerkPage(environment: Record<string, string | undefined>): Response {
  const html = `<!doctype html>
<title>Local Clerk</title>
<link rel="icon" href="data:,">
<div id="app"></div>
<script src="${environment.CLERK_JS_URL}"
  data-clerk-publishable-key="${environment.CLERK_PUBLISHABLE_KEY}"
  data-clerk-proxy-url="${environment.CLERK_PROXY_URL}"></script>
<script src="${environment.CLERK_UI_URL}"></script>
<script type="module">
  await Clerk.load({
    ui: { ClerkUI: window.__internal_ClerkUICtor },
    signInUrl: '/sign-in',
    signUpUrl: '/sign-up',
    signInFallbackRedirectUrl: '/',
    signUpFallbackRedirectUrl: '/',
    telemetry: false,
  })
  const app = document.getElementById('app')
  const path = location.pathname.split('/')[1]
  if (path === 'sign-in') Clerk.mountSignIn(app, { routing: 'path', path: '/sign-in' })
  else if (path === 'sign-up') Clerk.mountSignUp(app, { routing: 'path', path: '/sign-up' })
  else if (path === 'profile') Clerk.mountUserProfile(app, { routing: 'path', path: '/profile' })
  else if (Clerk.user) Clerk.mountUserButton(app)
  else app.textContent = 'Signed out'
</script>`
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
