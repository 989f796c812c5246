import { siteName } from '#app/site.ts'
import type { Instance } from './instance.ts'
import { passwordLength } from './users.ts'

/** How this Clerk application is set up, as its dashboard would say and its browser script asks. */
export function environmentResource(instance: Instance) {
  return {
    object: 'environment',
    id: 'env_local',
    maintenance_mode: false,
    auth_config: {
      object: 'auth_config',
      id: 'aconf_local',
      single_session_mode: true,
      claimed_at: null,
      reverification: true,
      preferred_channels: {},
    },
    display_config: displayConfig(instance),
    user_settings: userSettings(),
    organization_settings: {
      enabled: false,
      max_allowed_memberships: 5,
      force_organization_selection: false,
      actions: { admin_delete: false },
      domains: { enabled: false, enrollment_modes: [], default_role: null },
      slug: { disabled: true },
    },
    commerce_settings: {
      object: 'commerce_settings',
      id: 'commerce_local',
      billing: {
        stripe_publishable_key: null,
        organization: { enabled: false, has_paid_plans: false },
        user: { enabled: false, has_paid_plans: false },
      },
    },
    api_keys_settings: {
      object: 'api_keys_settings',
      id: 'api_keys_local',
      user_api_keys_enabled: false,
      orgs_api_keys_enabled: false,
    },
    protect_config: { object: 'protect_config', id: 'protect_local', loaders: [] },
  }
}

function displayConfig(instance: Instance) {
  return {
    object: 'display_config',
    id: 'display_local',
    instance_environment_type: instance.live ? 'production' : 'development',
    application_name: `${siteName} (local)`,
    theme: {},
    preferred_sign_in_strategy: 'password',
    logo_image_url: '',
    favicon_image_url: '',
    home_url: '/',
    sign_in_url: '/sign-in',
    sign_up_url: '/sign-up',
    user_profile_url: '',
    waitlist_url: '',
    after_sign_in_url: '/',
    after_sign_up_url: '/',
    after_sign_out_one_url: '/',
    after_sign_out_all_url: '/',
    after_switch_session_url: '/',
    after_join_waitlist_url: '',
    organization_profile_url: '',
    create_organization_url: '',
    after_leave_organization_url: '',
    after_create_organization_url: '',
    support_email: '',
    privacy_policy_url: '',
    terms_url: '',
    branded: false,
    show_devmode_warning: !instance.live,
    captcha_public_key: null,
    captcha_public_key_invisible: null,
    captcha_widget_type: null,
    captcha_provider: null,
    captcha_oauth_bypass: [],
    captcha_heartbeat: false,
  }
}

function userSettings() {
  return {
    attributes: {
      email_address: attribute({
        enabled: true,
        required: true,
        used_for_first_factor: true,
        first_factors: ['email_code'],
        verifications: ['email_code'],
        verify_at_sign_up: true,
      }),
      password: attribute({ enabled: true, required: true }),
      first_name: attribute({ enabled: true }),
      last_name: attribute({ enabled: true }),
      phone_number: attribute({}),
      username: attribute({}),
      web3_wallet: attribute({}),
      authenticator_app: attribute({}),
      backup_code: attribute({}),
      passkey: attribute({}),
    },
    actions: { delete_self: true, create_organization: false },
    social: {},
    enterprise_sso: { enabled: false, self_serve_sso: false, self_serve_directory_sync: false },
    sign_in: { second_factor: { required: false, enabled: false } },
    sign_up: {
      captcha_enabled: false,
      mode: 'public',
      progressive: true,
      allowlist_only: false,
      legal_consent_enabled: false,
      mfa: { required: false },
    },
    password_settings: {
      disable_hibp: true,
      min_length: passwordLength.min,
      max_length: passwordLength.max,
      require_special_char: false,
      require_numbers: false,
      require_lowercase: false,
      require_uppercase: false,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
      allowed_special_characters: '',
    },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false },
    username_settings: { min_length: 4, max_length: 64 },
    attack_protection: { enumeration_protection: { enabled: false } },
  }
}

function attribute(settings: object) {
  return {
    enabled: false,
    required: false,
    used_for_first_factor: false,
    first_factors: [],
    used_for_second_factor: false,
    second_factors: [],
    verifications: [],
    verify_at_sign_up: false,
    ...settings,
  }
}
