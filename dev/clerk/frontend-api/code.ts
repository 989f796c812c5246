import { ClerkError } from '../clerk-error.ts'
import { emailCode, type Instance } from '../instance.ts'

/** Stands in for the e-mail. */
export function sendCode(instance: Instance, address: string): void {
  instance.log(`the code for ${address} is ${emailCode}`)
}

export function checkCode(code: string): void {
  if (code !== emailCode) {
    throw new ClerkError(422, 'form_code_incorrect', 'Incorrect code', 'code')
  }
}
