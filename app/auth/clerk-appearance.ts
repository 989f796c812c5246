/** Clerk's components in the app's colours, light and dark. */
export const clerkAppearance = {
  variables: {
    colorBackground: 'var(--color-surface)',
    colorForeground: 'var(--color-ink)',
    colorMutedForeground: 'var(--color-muted)',
    colorPrimary: 'var(--color-accent)',
    colorPrimaryForeground: 'var(--color-on-accent)',
    colorInput: 'var(--color-canvas)',
    colorInputForeground: 'var(--color-ink)',
    colorNeutral: 'var(--color-ink)',
    colorDanger: 'var(--color-danger)',
    fontFamily: 'inherit',
  },
  elements: {
    // As large as the initial that it takes the place of.
    userButtonAvatarBox: { width: '2rem', height: '2rem' },
    // Clerk marks the focus here by a faint shade alone.
    userButtonPopoverActionButton: {
      '&:focus-visible': { outline: '2px solid var(--color-accent)', outlineOffset: '-4px' },
    },
  },
}
