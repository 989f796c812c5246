const base =
  'inline-flex min-h-11 cursor-pointer items-center justify-center rounded-lg px-5 text-sm font-semibold transition-colors disabled:cursor-default disabled:opacity-60'

/** Classes for what acts: a button, or a link that looks like one. */
export const button = {
  primary: `${base} bg-accent text-on-accent hover:bg-accent-strong`,
  secondary: `${base} border border-line bg-surface text-ink hover:border-muted`,
  danger: `${base} border border-danger text-danger hover:bg-danger-soft`,
}
