/** Says why the server cannot listen on the port that PORT names, or undefined if it can. */
export function portProblem(text = process.env.PORT ?? ''): string | undefined {
  const isPort = /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536
  if (isPort || text === '') return undefined
  return `PORT must be a whole number from 1 to 65535, not ${text}.`
}
