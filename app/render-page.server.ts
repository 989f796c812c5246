import { PassThrough, Writable } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import type { ReactNode } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { logError } from './log.server.ts'
import { currentSpan } from './telemetry/span.server.ts'

/** How long a page may wait for data that it streams, in milliseconds. */
export const streamTimeout = 5_000

interface Options {
  /** What lets the scripts of React run. */
  nonce: string
  /** Aborted when nobody waits any more. */
  signal: AbortSignal
}

/** Renders a page to its end. @throws what kept its shell from being rendered */
export async function renderWhole(page: ReactNode, options: Options): Promise<Buffer<ArrayBuffer>> {
  const { pipe, end } = await render(page, options, 'onAllReady')
  const pieces: Uint8Array[] = []
  await new Promise<void>((done) => {
    const collect = new Writable({
      write(piece: Uint8Array, _encoding, next) {
        pieces.push(piece)
        next()
      },
      final(next) {
        done()
        next()
      },
    })
    pipe(collect)
  })
  end()
  return Buffer.concat(pieces)
}

/** Renders a page as its data come. @throws what kept its shell from being rendered */
export async function renderStream(page: ReactNode, options: Options): Promise<ReadableStream> {
  const { pipe, end } = await render(page, options, 'onShellReady')
  const body = new PassThrough()
  body.once('close', end)
  pipe(body)
  return createReadableStreamFromReadable(body)
}

interface Rendered {
  pipe: (to: Writable) => void
  /** To be called when all of it is piped. */
  end: () => void
}

function render(
  page: ReactNode,
  { nonce, signal }: Options,
  until: 'onAllReady' | 'onShellReady',
): Promise<Rendered> {
  const span = currentSpan()?.open('render')
  return new Promise((resolve, reject) => {
    let isReady = false
    const end = () => {
      clearTimeout(timer)
      span?.end()
    }
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      [until]() {
        isReady = true
        resolve({ pipe, end })
      },
      onShellError(error) {
        end()
        reject(error)
      },
      onError(error) {
        // Before it is ready, the error comes out of this promise and is written there.
        // To who has gone nothing can be sent, and that is no failure.
        if (isReady && !signal.aborted) logError(error)
      },
    })
    // React Router gives up what is late in the data; React would wait on.
    const timer = setTimeout(abort, streamTimeout + 1_000)
  })
}
