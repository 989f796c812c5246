/** Reads a body; null where it is longer than allowed. The declared length is not trusted. */
export async function readBytes(
  { body }: Request,
  maximumBytes: number,
): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maximumBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
