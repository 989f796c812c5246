import { mount } from '../instance.ts'
import type { StoredEmail, StoredUser } from '../state.ts'
import { verification } from './verification.ts'

export function primaryAddress(user: StoredUser): string | null {
  return user.emails.find((email) => email.id === user.primaryEmailId)?.address ?? null
}

export function emailResource(email: StoredEmail) {
  return {
    object: 'email_address',
    id: email.id,
    email_address: email.address,
    verification: verification(email.verified ? 'verified' : 'unverified', 'email_code'),
    linked_to: [],
    matches_sso_connection: false,
  }
}

/** Clerk's components recognise a default picture by the word `avatar_placeholder`. */
function imageUrl(user: StoredUser): string {
  return `${mount}/avatars/${user.id}/${user.image?.id ?? 'avatar_placeholder'}`
}

/** What is shown of a user to those who only need to recognise them. */
export function publicUserData(user: StoredUser) {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: imageUrl(user),
    has_image: user.image !== null,
    identifier: primaryAddress(user),
    user_id: user.id,
  }
}

export function userResource(user: StoredUser) {
  return {
    object: 'user',
    id: user.id,
    external_id: null,
    username: null,
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: imageUrl(user),
    has_image: user.image !== null,
    profile_image_id: user.image?.id ?? '',
    primary_email_address_id: user.primaryEmailId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: user.emails.map(emailResource),
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    passkeys: [],
    organization_memberships: [],
    password_enabled: user.passwordHash !== null,
    totp_enabled: false,
    backup_code_enabled: false,
    two_factor_enabled: false,
    banned: false,
    locked: false,
    public_metadata: {},
    unsafe_metadata: {},
    last_sign_in_at: user.lastSignInAt,
    last_active_at: user.lastSignInAt,
    create_organization_enabled: false,
    create_organizations_limit: null,
    delete_self_enabled: true,
    legal_accepted_at: null,
    timezone: null,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  }
}
