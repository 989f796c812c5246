import { data } from 'react-router'

// Throwing hands the page to the error boundary of root.tsx.
function notFound(): never {
  throw data(null, { status: 404 })
}

export { notFound as loader, notFound as action }

export default function NotFound() {
  return null
}
