/** The variables of the app that runs in this process, for a program that works on the same data. */
export function appEnvironment(): Record<string, string> {
  const names = /^(?:DATABASE_URL|CLERK_\w+)$/
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && names.test(name) ? [[name, value]] : [],
    ),
  )
}
