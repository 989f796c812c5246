import { styleText } from 'node:util'
import type { PartName, Report, State } from './report.ts'

const names: Record<PartName, string> = {
  node: 'Node',
  settings: 'Settings',
  database: 'Database',
  'row-security': 'Row security',
  migrations: 'Migrations',
  'clerk-keys': 'Clerk keys',
  'clerk-issuer': 'Clerk issuer',
  webhooks: 'Webhooks',
  schedule: 'Schedule',
  headers: 'Headers',
}

const looks = {
  ready: { sign: '✓', color: 'green', inWords: 'ready' },
  'not-ready': { sign: '○', color: 'yellow', inWords: 'not for production yet' },
  broken: { sign: '✗', color: 'red', inWords: 'broken' },
  unknown: { sign: '?', color: 'magenta', inWords: 'not looked at' },
} as const satisfies Record<State, object>

const width = 80
const margin = '  '
const gap = 15
const indent = ' '.repeat(margin.length + 2 + gap)

/** Draws the report for a person: at most 80 columns, with colours where the terminal has them. */
export function drawScreen({ parts, readyForProduction }: Report): string {
  const lines = parts.flatMap(({ part, state, mode, problem, next }) => {
    const { sign, color } = looks[state]
    const [first = '', ...rest] = wrap(mode)
    return [
      `${margin}${styleText(color, sign)} ${styleText('bold', names[part].padEnd(gap))}${first}`,
      ...rest.map((line) => indent + line),
      ...wrap(problem ?? '').map((line) => indent + styleText(color, line)),
      ...wrap(next ?? '', '→ ').map((line) => indent + styleText('cyan', line)),
    ]
  })
  const counts = Object.entries(looks).flatMap(([state, { sign, color, inWords }]) => {
    const count = parts.filter((part) => part.state === state).length
    return count > 0 ? [styleText(color, `${sign} ${count} ${inWords}`)] : []
  })
  const verdict = readyForProduction
    ? styleText('green', 'Ready for production.')
    : 'Not ready for production: the arrows say what is next.'
  return ['', ...lines, '', margin + counts.join('   '), margin + verdict, ''].join('\n')
}

/** Breaks a text between words; what follows the first line stands under the text, not under its bullet. */
function wrap(text: string, bullet = ''): string[] {
  const lines: string[] = []
  let line = ''
  // A command stays whole.
  for (const word of text.match(/(?:`[^`]*`|\S)+/g) ?? []) {
    const longer = line ? `${line} ${word}` : word
    const fits = indent.length + bullet.length + longer.length <= width
    if (line && !fits) lines.push(line)
    line = line && !fits ? word : longer
  }
  if (line) lines.push(line)
  return lines.map((each, index) => (index ? ' '.repeat(bullet.length) : bullet) + each)
}
