export const metadata = { title: 'Next.js', description: 'A template.' }

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
