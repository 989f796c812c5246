import type { Database, Sql } from '#db/client.server.ts'

export type Row = Record<string, unknown>

/** A statement without values, from its text. */
export function statement(sql: Sql, text: string) {
  return sql(Object.assign([text], { raw: [text] }))
}

export async function auditRowsOf(database: Database, userId: string): Promise<unknown> {
  const [[row]] = await database.asSystem<[Row[]]>((sql) => [
    sql`select count(*)::int as count from audit_logs where user_id = ${userId}`,
  ])
  return row?.count
}
