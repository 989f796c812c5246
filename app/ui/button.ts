const base =
  'inline-flex min-h-11 cursor-pointer items-center justify-center rounded-lg border px-5 text-sm font-semibold transition-colors disabled:cursor-default disabled:opacity-60'

/** Classes for what acts: a button, or a link that looks like one. */
export const button = {
  // Where a person chose their own colours, the border is all that is left of it.
  primary: `${base} border-transparent bg-accent text-on-accent hover:bg-accent-strong`,
  secondary: `${base} border-line bg-surface text-ink hover:border-muted`,
  danger: `${base} border-danger text-danger hover:bg-danger-soft`,
}
