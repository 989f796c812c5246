import { productionLicenses } from './production-licenses.ts'

for (const { name, version, license } of productionLicenses())
  console.log(`${license.padEnd(14)}${name} ${version}`)
