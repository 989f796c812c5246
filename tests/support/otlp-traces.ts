/** A span, as far as the tests look at it. Numbers of fields are those of opentelemetry/proto/trace/v1/trace.proto. */
export interface ReceivedSpan {
  traceId: string
  spanId: string
  parentId: string
  name: string
  kind: number
  service: string
  facts: Record<string, string | number | boolean>
  isError: boolean
  exceptions: Record<string, string | number | boolean>[]
  endedAt: bigint
}

/** Reads an ExportTraceServiceRequest in its binary form. */
export function decodeTraces(message: Uint8Array): ReceivedSpan[] {
  return bytesOf(message, 1).flatMap((resourceSpans) => {
    const resource = bytesOf(resourceSpans, 1).flatMap((bytes) => bytesOf(bytes, 1))
    const { 'service.name': service = '' } = attributes(resource)
    return bytesOf(resourceSpans, 2)
      .flatMap((scopeSpans) => bytesOf(scopeSpans, 2))
      .map((span) => ({ ...decodeSpan(span), service: String(service) }))
  })
}

function decodeSpan(span: Uint8Array) {
  const [status = new Uint8Array()] = bytesOf(span, 15)
  return {
    traceId: hex(bytesOf(span, 1)),
    spanId: hex(bytesOf(span, 2)),
    parentId: hex(bytesOf(span, 4)),
    name: text(bytesOf(span, 5)),
    kind: Number(numbersOf(span, 6)[0] ?? 0n),
    facts: attributes(bytesOf(span, 9)),
    isError: numbersOf(status, 3)[0] === 2n,
    exceptions: bytesOf(span, 11).map((event) => attributes(bytesOf(event, 3))),
    endedAt: numbersOf(span, 8)[0] ?? 0n,
  }
}

function attributes(pairs: Uint8Array[]) {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [value = new Uint8Array()] = bytesOf(pair, 2)
      const [number] = numbersOf(value, 3)
      return [
        text(bytesOf(pair, 1)),
        number === undefined ? text(bytesOf(value, 1)) : Number(number),
      ]
    }),
  )
}

const hex = ([bytes = new Uint8Array()]: Uint8Array[]) => Buffer.from(bytes).toString('hex')
const text = ([bytes = new Uint8Array()]: Uint8Array[]) => Buffer.from(bytes).toString()
const bytesOf = (message: Uint8Array, field: number) =>
  fieldsOf(message).flatMap(([number, value]) =>
    number === field && typeof value !== 'bigint' ? [value] : [],
  )
const numbersOf = (message: Uint8Array, field: number) =>
  fieldsOf(message).flatMap(([number, value]) =>
    number === field && typeof value === 'bigint' ? [value] : [],
  )

/** The fields of a message (https://protobuf.dev/programming-guides/encoding/). */
function fieldsOf(message: Uint8Array): [field: number, value: Uint8Array | bigint][] {
  const view = Buffer.from(message)
  const fields: [number, Uint8Array | bigint][] = []
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = view.readUInt8(at++)
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const take = (length: number) => view.subarray(at, (at += length))
  while (at < view.length) {
    const tag = Number(varint())
    const wire = tag & 7
    if (wire === 0) fields.push([tag >> 3, varint()])
    else if (wire === 1) fields.push([tag >> 3, take(8).readBigUInt64LE()])
    else if (wire === 2) fields.push([tag >> 3, take(Number(varint()))])
    else fields.push([tag >> 3, BigInt(take(4).readUInt32LE())])
  }
  return fields
}
