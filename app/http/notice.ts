import { z } from 'zod'

/** A short message about what just happened, for the next page that is shown. */
export const notice = z.object({ tone: z.enum(['success', 'danger']), text: z.string() })

export type Notice = z.infer<typeof notice>
