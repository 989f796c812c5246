import { createContext, use } from 'react'

export interface User {
  userId: string
  email: string
  firstName: string | null
  lastName: string | null
}

export interface Auth {
  isSignedIn: boolean
  /** True from the server's first paint on: the server knows who is signed in. */
  isLoaded: boolean
  user: User | null
  /** The token that `getToken` fetched last, or null before it was asked for. */
  token: string | null
  /**
   * A fresh session token for calling other services, or null when signed out.
   * @throws Error where Clerk does not come
   */
  getToken: () => Promise<string | null>
  /** Lets Clerk ask the person to prove again who they are; false where they would not, or Clerk cannot ask. */
  confirmIdentity: () => Promise<boolean>
  /**
   * Signs out in every tab and leads to the home page.
   * @throws Error where Clerk does not come
   */
  signOut: () => Promise<void>
}

export const AuthContext = createContext<Auth | null>(null)

/** Who is signed in. @throws Error outside of AuthProvider */
export function useAuth(): Auth {
  const auth = use(AuthContext)
  if (!auth) throw new Error('useAuth needs an AuthProvider above it.')
  return auth
}
