import { readUserId } from '#app/auth/session.server.ts'
import { settingsChange } from '#app/data/user-settings.ts'
import { readUserSettings, saveUserSettings } from '#app/data/user-settings.server.ts'
import { problem } from '#app/http/problem.ts'
import { readJson } from '#app/http/read-json.ts'
import { resource } from '#app/http/resource.ts'
import { readClient } from '#app/platform.server.ts'

const headers = { 'cache-control': 'private, no-store' }

const answer = resource({
  async GET(args) {
    const userId = await readUserId(args)
    if (!userId) return problem('unauthenticated')
    const { settings } = await readUserSettings(userId)
    return Response.json(settings, { headers })
  },

  async PUT(args) {
    const userId = await readUserId(args)
    if (!userId) return problem('unauthenticated')
    const change = await readJson(args.request, settingsChange)
    if (!change.ok) return change.response
    const client = readClient(args.request, args.context)
    const { settings } = await saveUserSettings(userId, change.value, client)
    return Response.json(settings, { headers })
  },
})

export { answer as loader, answer as action }
