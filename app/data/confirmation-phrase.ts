/** What a person types so that nobody deletes an account by a slip. */
export const confirmationPhrase = 'delete my account'
