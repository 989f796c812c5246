/** One line of the table: what was measured beside what, and what it is to be. */
export interface Finding {
  what: string
  /** What it is measured against, or the limit of what is measured alone. */
  base: string
  ours: string
  ratio: string
  target: string
}

/** A target for a number: at least, or at most, so much. Without one the number is only told. */
export type Target = { atLeast: number } | { atMost: number } | undefined

/** Two numbers of the same turn, so that whatever else the machine did befell both. */
export interface Pair {
  base: number
  ours: number
}

/** The medians of some turns, and the ratio within a turn: its median, least and most. */
export function compare(
  what: string,
  pairs: Pair[],
  unit: (value: number) => string,
  target?: Target,
): Finding {
  const ratios = pairs.map(({ base, ours }) => ours / base)
  const [least, middle, most] = [Math.min(...ratios), median(ratios), Math.max(...ratios)]
  const range = pairs.length > 1 ? ` (${least.toFixed(2)} to ${most.toFixed(2)})` : ''
  return {
    what,
    base: unit(median(pairs.map(({ base }) => base))),
    ours: unit(median(pairs.map(({ ours }) => ours))),
    ratio: `× ${middle.toFixed(2)}${range}`,
    target: judge(middle, target, (value) => `× ${value}`),
  }
}

/** A number that stands for itself. */
export function report(
  what: string,
  value: number,
  unit: (value: number) => string,
  target?: Target,
): Finding {
  return { what, base: '', ours: unit(value), ratio: '', target: judge(value, target, unit) }
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

export const unit = {
  perSecond: (value: number) => `${value.toFixed(0)}/s`,
  milliseconds: (value: number) => `${value.toFixed(1)} ms`,
  seconds: (value: number) => `${value.toFixed(1)} s`,
  microseconds: (value: number) => `${value.toFixed(0)} µs`,
  megabytes: (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MB`,
  kilobytes: (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`,
  points: (value: number) => value.toFixed(0),
}

function judge(value: number, target: Target, write: (value: number) => string): string {
  if (!target) return ''
  if ('atLeast' in target)
    return `${value >= target.atLeast ? '✓' : '✗'} at least ${write(target.atLeast)}`
  return `${value <= target.atMost ? '✓' : '✗'} at most ${write(target.atMost)}`
}
