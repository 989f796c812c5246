export const metadata = { title: 'Next.js', description: 'A template.' }

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col bg-white font-sans text-gray-900 antialiased">
        {children}
      </body>
    </html>
  )
}
