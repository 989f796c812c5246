import { parseArgs } from 'node:util'
import type * as Maintenance from '../app/data/maintenance.server.ts'
import { runInApp } from './run-in-app.ts'

// What the scheduled function does, at once; with --dry-run it only says what that would be.
await runInApp<typeof Maintenance>('./app/data/maintenance.server.ts', async (maintenance) => {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } })
  const dryRun = values['dry-run'] ?? false
  const result = dryRun
    ? await maintenance.previewMaintenance()
    : await maintenance.runMaintenance(Infinity)
  console.log(JSON.stringify({ job: 'purge-audit-logs', dryRun, ...result }))
  return 'ok' in result ? result.ok : true
})
