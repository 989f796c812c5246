import { z } from 'zod'
import { settingsChange, settingsPatch, userSettings } from '#app/data/user-settings-schema.ts'
import type { Endpoint } from './endpoint.ts'

const schema = userSettings
const headers = { ETag: 'The version of these settings, for `If-Match` and `If-None-Match`' }
const saved = { description: 'All settings as they are now', schema, headers }
const entityTags = z.string().meta({ example: '"1767322800.123456"' })

export const userSettingsEndpoint = {
  path: '/api/user/settings',
  subject: 'Settings',
  methods: {
    GET: {
      id: 'getSettings',
      summary: 'Your settings, or the defaults before you saved any',
      auth: true,
      limited: true,
      headers: z.object({ 'if-none-match': entityTags.optional() }),
      answers: {
        200: { description: 'All settings', schema, headers },
        304: { description: 'They are as `If-None-Match` says', headers },
      },
    },
    PUT: {
      id: 'saveSettings',
      summary: 'Save the settings that you name, and leave the others',
      description:
        'With `If-Match` only over the version that you saw; with `If-None-Match: *` only before anything was saved.',
      auth: true,
      limited: true,
      headers: z.object({
        'if-match': entityTags.optional(),
        'if-none-match': z.literal('*').optional(),
      }),
      body: { type: 'application/json', schema: settingsChange },
      answers: { 200: saved },
      problems: ['version-mismatch'],
    },
    PATCH: {
      id: 'patchSettings',
      summary: 'Change settings by a merge patch (RFC 7396)',
      description: '`null` sets a setting back to its default. It needs `If-Match`.',
      auth: true,
      limited: true,
      headers: z.object({ 'if-match': entityTags.optional() }),
      body: { type: 'application/merge-patch+json', schema: settingsPatch },
      answers: { 200: saved },
      problems: ['version-mismatch', 'version-required'],
    },
  },
} as const satisfies Endpoint
