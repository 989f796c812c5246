import { currentStatus, runCommand } from './command.ts'

await runCommand(async () => {
  for (const { name, record } of await currentStatus()) {
    const time = record?.applied_at.toISOString() ?? ''
    const duration = record?.duration_ms == null ? '' : `${record.duration_ms.toFixed(0)} ms`
    console.log([(record?.state ?? 'pending').padEnd(7), name, time, duration].join('  ').trimEnd())
  }
})
