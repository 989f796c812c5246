import type { Instance } from '../instance.ts'

/** The one domain of this instance; only Clerk's own have more. */
export function domainResource({ host }: Instance) {
  return {
    object: 'domain',
    id: 'dmn_local',
    name: host.replace(/^clerk\./, ''),
    is_satellite: false,
    frontend_api_url: `https://${host}`,
    accounts_portal_url: null,
    proxy_url: null,
    development_origin: '',
    cname_targets: [],
  }
}
