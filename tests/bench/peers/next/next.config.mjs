import { resolve } from 'node:path'

// The files that it shares with the bare template lie outside of its folder.
export default { turbopack: { root: resolve(import.meta.dirname, '../..') } }
