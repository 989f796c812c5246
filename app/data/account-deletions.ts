import { z } from 'zod'
import { confirmationPhrase } from './confirmation-phrase.ts'

/** What confirms that an account is to be deleted: the phrase, typed. */
export const deletionConfirmation = z.strictObject({
  confirmation: z
    .string(`Type “${confirmationPhrase}”.`)
    .trim()
    .toLowerCase()
    .pipe(z.literal(confirmationPhrase, `Type “${confirmationPhrase}”.`)),
})

/** The order to delete an account. */
export const accountDeletion = z
  .strictObject({ requestedAt: z.iso.datetime(), dueAt: z.iso.datetime() })
  .meta({ id: 'AccountDeletion' })
export type AccountDeletion = z.infer<typeof accountDeletion>
