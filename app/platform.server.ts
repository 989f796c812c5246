import { isIP } from 'node:net'
import { createContext, type RouterContextProvider } from 'react-router'

interface Platform {
  /** The address that the platform saw; headers such as X-Forwarded-For are never trusted. */
  clientIp: string
  requestId: string
}

/** What Netlify says about a request, put there by netlify/server.ts. */
export const platformContext = createContext<Platform>()

export interface Client {
  ipAddress: string | null
  userAgent: string | null
  requestId: string
}

/** Who is calling, as far as the connection tells: the address is null where it is not an IP address. */
export function readClient(request: Request, context: Readonly<RouterContextProvider>): Client {
  const { clientIp, requestId } = context.get(platformContext)
  return {
    ipAddress: isIP(clientIp) ? clientIp : null,
    userAgent: request.headers.get('user-agent'),
    requestId,
  }
}
