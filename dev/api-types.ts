import { writeFileSync } from 'node:fs'
import { generateApiTypes } from './generate-api-types.ts'

writeFileSync('docs/api.d.ts', await generateApiTypes())
