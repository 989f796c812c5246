import { data } from 'react-router'

/**
 * Sends a form to the server, and where that fails, by the server, a limit or the network, lets its page stay with
 * what was entered.
 * @returns the server's answer, or that there is none
 */
export async function sendForm<Answer>(serverAction: () => Promise<Answer>) {
  try {
    return await serverAction()
  } catch (error) {
    // A redirect is an answer.
    if (error instanceof Response) throw error
    // A status of 400 and more keeps the page from being loaded again.
    return data({ failed: true }, { status: 503 })
  }
}
