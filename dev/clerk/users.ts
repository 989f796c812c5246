import { ClerkError, notFound } from './clerk-error.ts'
import type { Instance } from './instance.ts'
import { newId } from './keys.ts'
import { hashPassword } from './passwords.ts'
import { userResource } from './resources/user.ts'
import { closeSession, isActive } from './sessions.ts'
import type { StoredEmail, StoredUser } from './state.ts'

export interface NewUser {
  email: string
  password?: string | undefined
  firstName?: string | null | undefined
  lastName?: string | null | undefined
}

export const passwordLength = { min: 8, max: 72 }

export function findUser(instance: Instance, id: string): StoredUser {
  const user = instance.state.users.find((candidate) => candidate.id === id)
  if (!user) throw notFound('User')
  return user
}

export function findUserByEmail(instance: Instance, address: string): StoredUser | undefined {
  const wanted = address.trim().toLowerCase()
  return instance.state.users.find((user) =>
    user.emails.some((email) => email.verified && email.address === wanted),
  )
}

/** Checks an address that somebody wants to own, and answers it in its stored form. */
export function freeAddress(instance: Instance, address: string): string {
  const wanted = address.trim().toLowerCase()
  const field = 'email_address'
  if (!/^[^\s@]+@[^\s@]+$/.test(wanted)) {
    const message = 'Email address must be a valid email address.'
    throw new ClerkError(422, 'form_param_format_invalid', message, field)
  }
  if (findUserByEmail(instance, wanted)) {
    const message = 'That email address is taken. Please try another.'
    throw new ClerkError(422, 'form_identifier_exists', message, field)
  }
  return wanted
}

/** Checks a new password and answers its hash; `field` is the form field that errors name. */
export function acceptPassword(password: string, field = 'password'): string {
  if (password.length < passwordLength.min) {
    const message = `Passwords must be ${passwordLength.min} characters or more.`
    throw new ClerkError(422, 'form_password_length_too_short', message, field)
  }
  if (password.length > passwordLength.max) {
    const message = `Passwords must be less than ${passwordLength.max} characters.`
    throw new ClerkError(422, 'form_password_length_too_long', message, field)
  }
  return hashPassword(password)
}

export function createUser(instance: Instance, input: NewUser): StoredUser {
  const address = freeAddress(instance, input.email)
  const passwordHash = input.password === undefined ? null : acceptPassword(input.password)
  return addUser(instance, { ...input, address, passwordHash })
}

/** Adds a user whose address and password were checked before. */
export function addUser(
  instance: Instance,
  checked: {
    address: string
    passwordHash: string | null
    firstName?: string | null | undefined
    lastName?: string | null | undefined
  },
): StoredUser {
  const email = newEmail(checked.address, true)
  const user: StoredUser = {
    id: newId('user'),
    emails: [email],
    primaryEmailId: email.id,
    firstName: checked.firstName || null,
    lastName: checked.lastName || null,
    passwordHash: checked.passwordHash,
    image: null,
    createdAt: instance.now(),
    updatedAt: instance.now(),
    lastSignInAt: null,
  }
  instance.state.users.push(user)
  instance.emit('user.created', userResource(user))
  return user
}

export function newEmail(address: string, verified: boolean): StoredEmail {
  return { id: newId('idn'), address, verified }
}

/** Applies changes and tells the webhooks. */
export function updateUser(instance: Instance, user: StoredUser, changes: Partial<StoredUser>) {
  Object.assign(user, changes, { updatedAt: instance.now() })
  instance.emit('user.updated', userResource(user))
}

/** Removes the user, their sessions first. */
export function deleteUser(instance: Instance, user: StoredUser) {
  for (const session of instance.state.sessions) {
    if (session.userId === user.id && isActive(instance, session)) {
      closeSession(instance, session, 'removed')
    }
  }
  instance.state.users = instance.state.users.filter((other) => other !== user)
  const deleted = { object: 'user', id: user.id, deleted: true }
  instance.emit('user.deleted', deleted)
  return deleted
}
