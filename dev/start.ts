import { enableCompileCache } from 'node:module'

// Before any other module is loaded: what V8 makes of Vite and its plugins is kept for the next start, which it spares
// a tenth of its time. Vite's own command does so too.
enableCompileCache()
await import('./serve.ts')
