import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** A block of code in a document. */
export interface Block {
  /** The heading that it stands under. */
  heading: string
  language: string
  text: string
}

/** Reads the blocks of code of a document of the project, in their order. */
export function readBlocks(file: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  let open: Block | undefined
  for (const line of readFileSync(resolve(root, file), 'utf8').split('\n')) {
    if (open && line === '```') open = undefined
    else if (open) open.text += `${line}\n`
    else if (line.startsWith('```')) {
      open = { heading, language: line.slice(3), text: '' }
      blocks.push(open)
    } else if (line.startsWith('#')) heading = line.replace(/^#+ /, '')
  }
  return blocks
}
