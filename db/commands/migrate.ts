import { parseArgs } from 'node:util'
import { migrate } from '../migrate.ts'
import { currentStatus, runCommand, withDatabase } from './command.ts'

await runCommand(async () => {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } })
  let count = 0
  const report = (verb: string, name: string) => {
    count += 1
    console.log(`${verb} ${name}`)
  }
  if (values['dry-run']) {
    const pending = (await currentStatus()).filter(({ record }) => !record)
    for (const { name } of pending) report('would apply', name)
  } else {
    await withDatabase((sql) => migrate(sql, { onApplied: (name) => report('applied', name) }))
  }
  if (count === 0) console.log('nothing to apply')
})
