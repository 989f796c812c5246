import { expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'

export function asSpecified(subject: () => Subject): void {
  const columns = async (table: string) => {
    const rows = await subject().sql`
      select attname || ' ' || format_type(atttypid, atttypmod)
        || case when attnotnull then ' not null' else '' end
        || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as definition
      from pg_attribute left join pg_attrdef on (adrelid, adnum) = (attrelid, attnum)
      where attrelid = ${table}::regclass and attnum > 0 order by attnum`
    return rows.map(({ definition }) => definition)
  }
  const constraints = async (table: string) => {
    const rows = await subject().sql`
      select conname || ' ' || pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = ${table}::regclass and contype <> 'n' order by conname collate "C"`
    return rows.map(({ definition }) => definition)
  }
  const indexes = async (table: string) => {
    const rows = await subject().sql`
      select replace(indexdef, ' ON public.' || tablename || ' USING btree', '') as definition
      from pg_indexes where tablename = ${table} order by indexname collate "C"`
    return rows.map(({ definition }) => definition)
  }

  test('audit_logs', async () => {
    expect(await columns('audit_logs')).toEqual([
      'id uuid not null default gen_random_uuid()',
      'user_id character varying(255) not null',
      'action character varying(100) not null',
      'timestamp timestamp with time zone default CURRENT_TIMESTAMP',
      'ip_address inet',
      'user_agent text',
      // Beyond the specification:
      'details jsonb',
      'request_id text',
      'mark text',
      'recorded_at timestamp with time zone default clock_timestamp()',
    ])
    expect(await constraints('audit_logs')).toEqual([
      'audit_logs_pkey PRIMARY KEY (id)',
      'audit_logs_timestamp_required CHECK (("timestamp" IS NOT NULL))',
      "audit_logs_user_id_not_empty CHECK (((user_id)::text <> ''::text))",
      "valid_action CHECK (((action)::text = ANY ((ARRAY['hello_world_accessed'::character varying, 'user_signin'::character varying, 'user_signout'::character varying, 'settings_changed'::character varying, 'export_requested'::character varying, 'deletion_requested'::character varying, 'deletion_cancelled'::character varying, 'deletion_completed'::character varying])::text[])))",
    ])
    expect(await indexes('audit_logs')).toEqual([
      'CREATE UNIQUE INDEX audit_logs_pkey (id)',
      'CREATE INDEX idx_audit_logs_action_history (user_id, action, "timestamp" DESC, id DESC)',
      'CREATE INDEX idx_audit_logs_history (user_id, "timestamp" DESC, id DESC)',
      "CREATE INDEX idx_audit_logs_recorded_at ON public.audit_logs USING brin (recorded_at) WITH (autosummarize='on')",
      'CREATE INDEX idx_audit_logs_timestamp ("timestamp")',
      'CREATE INDEX idx_audit_logs_user_id (user_id)',
    ])
  })

  test('user_settings', async () => {
    expect(await columns('user_settings')).toEqual([
      'id uuid not null default gen_random_uuid()',
      'user_id character varying(255) not null',
      "theme character varying(20) default 'light'::character varying",
      'notifications_enabled boolean default true',
      'created_at timestamp with time zone default CURRENT_TIMESTAMP',
      'updated_at timestamp with time zone default CURRENT_TIMESTAMP',
    ])
    expect(await constraints('user_settings')).toEqual([
      'user_settings_created_at_required CHECK ((created_at IS NOT NULL))',
      'user_settings_pkey PRIMARY KEY (id)',
      "user_settings_theme_check CHECK (((theme)::text = ANY ((ARRAY['light'::character varying, 'dark'::character varying, 'system'::character varying])::text[])))",
      'user_settings_updated_at_required CHECK ((updated_at IS NOT NULL))',
      'user_settings_user_id_key UNIQUE (user_id)',
      "user_settings_user_id_not_empty CHECK (((user_id)::text <> ''::text))",
    ])
    expect(await indexes('user_settings')).toEqual([
      'CREATE INDEX idx_user_settings_user_id (user_id)',
      'CREATE UNIQUE INDEX user_settings_pkey (id)',
      'CREATE UNIQUE INDEX user_settings_user_id_key (user_id)',
    ])
  })

  test('every constraint and index is valid', async () => {
    expect(await subject().sql`select conname from pg_constraint where not convalidated`).toEqual(
      [],
    )
    expect(await subject().sql`select from pg_index where not indisvalid`).toEqual([])
  })

  test('the extension of the specification is there', async () => {
    expect(await subject().sql`select from pg_extension where extname = 'uuid-ossp'`).toHaveLength(
      1,
    )
  })
}
