import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Runs what a person would type at a terminal, with none of this run's variables.
 * @param input what the commands read
 * @throws Error with all that was written, where a command fails
 */
export async function runInShell(cwd: string, commands: string, input = ''): Promise<string> {
  const { PATH = '', HOME = '' } = process.env
  const shell = spawn('sh', ['-ec', commands], { cwd, env: { PATH, HOME } })
  shell.stdin.end(input)
  let output = ''
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [exitCode] = await once(shell, 'close')
  if (exitCode !== 0) throw new Error(`“${commands}” ended with ${exitCode}:\n${output}`)
  return output
}
