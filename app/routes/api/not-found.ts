import { problem } from '#app/http/problem.ts'

const notFound = () => problem('not-found')

export { notFound as loader, notFound as action }
