import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LocalTime } from '#app/ui/local-time.tsx'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

// In the zone of whoever runs this, as for a reader.
const noon = new Date(2026, 2, 10, 12)

function show(time: Date, now: Date) {
  vi.setSystemTime(now)
  render(<LocalTime timestamp={time.toISOString()} />)
  return screen.getByRole('time')
}

test.each([
  [noon, noon, 'now'],
  [new Date(2026, 2, 10, 12, 1), noon, 'now'],
  [new Date(2026, 2, 10, 11, 58, 30), noon, '1 minute ago'],
  [new Date(2026, 2, 9, 12, 1), noon, '23 hours ago'],
  [new Date(2026, 2, 9, 11), noon, 'yesterday'],
  [new Date(2026, 2, 9, 0, 0, 1), new Date(2026, 2, 10, 23), 'yesterday'],
  [new Date(2026, 2, 8, 23, 30), new Date(2026, 2, 10, 0, 30), '2 days ago'],
  [new Date(2026, 2, 1, 23), noon, '9 days ago'],
])('%s is told at %s as “%s”', (time, now, text) => {
  expect(show(time, now).textContent).toBe(text)
})

test('goes on while the page is open, by one timer for all, and by none after', () => {
  const time = show(noon, noon)
  render(<LocalTime timestamp={noon.toISOString()} />)
  expect(vi.getTimerCount()).toBe(1)
  act(() => void vi.advanceTimersByTime(61_000))
  expect(time.textContent).toBe('1 minute ago')
  act(() => void vi.advanceTimersByTime(36 * 3_600_000))
  expect(time.textContent).toBe('2 days ago')
  cleanup()
  expect(vi.getTimerCount()).toBe(0)
})
