export const signInUrl = '/sign-in'
export const signUpUrl = '/sign-up'

/** Whether a page is of those that show Clerk's components to people who are signed out. */
export const isSignInPage = ({ pattern }: { pattern: string }) => /^sign-(?:in|up)\//.test(pattern)
