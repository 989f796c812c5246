import { Form, redirect, useNavigation } from 'react-router'
import { readUserId } from '#app/auth/session.server.ts'
import { readLatestHello, recordHello } from '#app/data/audit-logs.server.ts'
import { publicPage } from '#app/middleware/public-page.server.ts'
import { limitRequest, sendBack } from '#app/middleware/require-user.server.ts'
import { readClient } from '#app/request-scope.server.ts'
import { siteDescription, siteName } from '#app/site.ts'
import { Greeting } from '#app/ui/greeting.tsx'
import { Welcome } from '#app/ui/welcome.tsx'
import type { Route } from './+types/home.ts'

export const middleware: Route.MiddlewareFunction[] = [publicPage]

export const meta: Route.MetaFunction = () => [
  { title: siteName },
  { name: 'description', content: siteDescription },
]

export async function loader(args: Route.LoaderArgs) {
  const userId = readUserId(args)
  return userId
    ? { isSignedIn: true, hello: await readLatestHello(userId) }
    : { isSignedIn: false, hello: null }
}

export async function action(args: Route.ActionArgs) {
  const userId = readUserId(args)
  if (!userId) return sendBack(args)
  limitRequest()
  await recordHello(userId, readClient(args.request))
  return redirect('/')
}

export default function Home({ loaderData: { isSignedIn, hello } }: Route.ComponentProps) {
  const isSaying = useNavigation().state !== 'idle'
  if (!isSignedIn) return <Welcome />
  return (
    <Form method="post" action="/?index">
      <Greeting hello={hello} isSaying={isSaying} />
    </Form>
  )
}
