import { parseWithZod } from '@conform-to/zod/v4'
import { cleanup, render, screen } from '@testing-library/react'
import { createRoutesStub } from 'react-router'
import { afterEach, expect, test } from 'vitest'
import { settingsForm } from '#app/data/user-settings-schema.ts'
import { SettingsForm } from '#app/ui/settings-form.tsx'

afterEach(cleanup)

function show(sent?: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(sent ?? {})) form.set(name, value)
  const lastResult = sent && parseWithZod(form, { schema: settingsForm }).reply()
  const initial = { theme: 'dark', notificationsEnabled: true } as const
  const Page = createRoutesStub([
    {
      path: '/',
      Component: () => (
        <SettingsForm
          author="user_1"
          version="none"
          initial={initial}
          saved={{ settings: initial, version: 'none' }}
          conflict={undefined}
          lastResult={lastResult}
          isUnsaved={lastResult !== undefined}
        />
      ),
    },
  ])
  render(<Page />)
}

const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name })
const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: 'Notifications' })

test('starts from what is saved', () => {
  show()
  expect(radio('Dark').checked).toBe(true)
  expect(box().checked).toBe(true)
})

test('ties an error to its field and keeps what was sent', () => {
  show({ theme: 'pink' })
  const group = screen.getByRole('group', { name: 'Theme' })
  const error = screen.getByText('Choose light, dark or system.')
  expect(group.getAttribute('aria-describedby')).toBe(error.id)
  expect(box().checked).toBe(false)
})

test('names a field that it does not know', () => {
  show({ theme: 'light', isAdmin: 'on' })
  expect(screen.getByRole('alert').textContent).toMatch(/isAdmin/)
})
