import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type server from '../bench/bare/template/server.ts'
import { functionSize } from '../../netlify/function-size.ts'
import { buildTemplate } from '../bench/build-peers.ts'
import { type App, startApp } from '../support/app.ts'

const functionFile = '.netlify/v1/functions/server.mjs'
const template = resolve('tests/bench/bare/template')
let app: App
beforeAll(async () => {
  app = await startApp()
  buildTemplate()
})
afterAll(() => app.stop())

/** What a browser is told to load for a page, as gzip makes it. */
function filesOf(html: string, build: string) {
  const links = html.matchAll(/<link [^>]*rel="(modulepreload|stylesheet)"[^>]*>/g)
  return Array.from(links, ([link, type]) => {
    const path = /href="([^"]+)"/.exec(link)?.[1] ?? ''
    const content = readFileSync(join(build, path))
    return { type, path, text: content.toString(), bytes: gzipSync(content, { level: 9 }).length }
  })
}

const sum = (files: ReturnType<typeof filesOf>, wanted: string) =>
  files.filter(({ type }) => type === wanted).reduce((total, { bytes }) => total + bytes, 0)

test('who is signed out gets hardly more than the bare template, and nothing of Clerk', async () => {
  const file = pathToFileURL(join(template, functionFile)).href
  const { default: answer }: { default: typeof server } = await import(file)
  const bare = await (await answer(new Request(app.origin))).text()
  const base = sum(filesOf(bare, join(template, 'build/client')), 'modulepreload')

  const files = filesOf(await (await fetch(app.origin)).text(), 'build/client')
  expect(files.length).toBeGreaterThan(3)
  expect(sum(files, 'modulepreload')).toBeLessThan(1.05 * base)
  expect(files.filter(({ text }) => /ClerkProvider|clerk-js/.test(text))).toEqual([])
})

test('the styles of all pages are small, and need no font', async () => {
  const files = filesOf(await (await fetch(app.origin)).text(), 'build/client')
  expect(sum(files, 'stylesheet')).toBeGreaterThan(0)
  expect(sum(files, 'stylesheet')).toBeLessThan(12_000)
  expect(files.filter(({ text }) => text.includes('@font-face'))).toEqual([])
})

test('the function is at most half as large again as the bare one', () => {
  const { zipped } = functionSize(functionFile)
  expect(zipped).toBeLessThan(1.5 * functionSize(join(template, functionFile)).zipped)
})
