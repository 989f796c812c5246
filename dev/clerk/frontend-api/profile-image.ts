import { ClerkError } from '../clerk-error.ts'
import { mount } from '../instance.ts'
import { newId } from '../keys.ts'
import { updateUser } from '../users.ts'
import { answer, currentUser, type FrontendCall, type FrontendRoute } from './frontend-call.ts'

const maximumBytes = 1_000_000
// Not SVG: it can carry scripts, and it would be served from the app's own origin.
const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

export const profileImageRoutes: FrontendRoute[] = [
  ['POST', '/me/profile_image', setProfileImage],
  ['DELETE', '/me/profile_image', removeProfileImage],
]

async function setProfileImage(call: FrontendCall): Promise<Response> {
  const file = call.form.get('file')
  if (!(file instanceof File) || !imageTypes.includes(file.type) || file.size > maximumBytes) {
    const message = 'Upload a PNG, JPEG, GIF or WebP picture of at most 1 MB.'
    throw new ClerkError(422, 'form_param_value_invalid', message, 'file')
  }
  const user = currentUser(call)
  const base64 = Buffer.from(await file.arrayBuffer()).toString('base64')
  const image = { id: newId('img'), type: file.type, base64 }
  updateUser(call.instance, user, { image })
  const url = `${mount}/avatars/${user.id}/${image.id}`
  return answer(call, { object: 'image', id: image.id, name: file.name, public_url: url })
}

function removeProfileImage(call: FrontendCall): Response {
  const user = currentUser(call)
  const id = user.image?.id ?? ''
  updateUser(call.instance, user, { image: null })
  return answer(call, { object: 'image', id, deleted: true })
}
