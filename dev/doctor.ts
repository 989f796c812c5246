import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runCommand } from '#db/commands/command.ts'
import { drawScreen } from './doctor/draw-screen.ts'
import { examine } from './doctor/examine.ts'

// Says of each part what it runs on, whether production can have it so, and what to do next. Ends with 1
// where something is broken, and with --production where anything is not ready.
await runCommand(async () => {
  const { values } = parseArgs({
    options: { production: { type: 'boolean' }, json: { type: 'boolean' } },
  })
  if (existsSync('.env')) process.loadEnvFile()
  // The system's search for a name cannot be called off, and the process would end no sooner (resolv.conf(5)).
  process.env.RES_OPTIONS ??= 'timeout:1 attempts:2'
  const report = await examine()
  console.log(values.json ? JSON.stringify(report, null, 2) : drawScreen(report))
  if (values.production ? !report.readyForProduction : report.broken) process.exitCode = 1
})
// Not later, when whoever does not answer has hung up.
process.exit()
