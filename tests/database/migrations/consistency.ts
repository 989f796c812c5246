import { expect, test } from 'vitest'
import type { Driver } from '#db/driver.server.ts'
import { migrate, migrationStatus } from '#db/migrate.ts'
import { migrationsFolder } from '../../support/database-migrations.ts'

const A = { '0001_a.sql': `create table a ()` }
const B = { '0002_b.sql': `create table b ()` }
const C = { '0003_c.sql': `create table c ()` }

export function filesAndDatabaseFit(sql: () => Driver['sql']): void {
  const tables = () =>
    sql()`select table_name as name from information_schema.tables
      where table_schema = 'public' order by table_name`

  test('status tells what is pending and changes nothing', async () => {
    const { folder, write } = migrationsFolder(A)
    expect(await migrationStatus(sql(), folder)).toMatchObject([
      { name: '0001_a.sql', record: undefined },
    ])
    expect(await tables()).toEqual([])
    await migrate(sql(), { folder })
    write(B)
    expect(await migrationStatus(sql(), folder)).toMatchObject([
      { name: '0001_a.sql', record: { state: 'done', applied_at: expect.any(Date) } },
      { name: '0002_b.sql', record: undefined },
    ])
    expect(await tables()).toEqual([{ name: 'a' }, { name: 'schema_migrations' }])
  })

  test.each([
    [
      'a changed file',
      { ...C, '0001_a.sql': `create table a (n int)` },
      '0001_a.sql was changed after it was applied',
    ],
    [
      'a missing file',
      { '0002_b.sql': undefined },
      '0002_b.sql was applied to this database, but its file is missing',
    ],
    ['a gap', { ...C, '0005_e.sql': '' }, '0005_e.sql: there is no migration with the number 0004'],
    [
      'a missing first file',
      { '0001_a.sql': undefined },
      '0002_b.sql: there is no migration with the number 0001',
    ],
    [
      'a duplicate number',
      { ...C, '0003_d.sql': '' },
      '0003_d.sql: the number is taken by 0003_c.sql',
    ],
    ['a bad name', { ...C, '4_d.sql': '' }, '4_d.sql: migrations are named NNNN_what_it_does.sql'],
    ['a file that is no migration', { ...C, 'notes.txt': '' }, 'notes.txt: migrations are named'],
    [
      'a copy that an editor left',
      { '0003_c.sql~': '' },
      '0003_c.sql~: migrations are named NNNN_what_it_does.sql',
    ],
    [
      'a number that stands elsewhere',
      { 'v0003_c.sql': '' },
      'v0003_c.sql: migrations are named NNNN_what_it_does.sql',
    ],
    [
      'a renamed file',
      { '0002_b.sql': undefined, '0002_z.sql': `create table b ()` },
      '0002_b.sql was applied',
    ],
  ])('%s stops the run before it applies anything', async (_name, change, message) => {
    const { folder, write } = migrationsFolder({ ...A, ...B })
    await migrate(sql(), { folder })
    write(change)
    await expect(migrate(sql(), { folder })).rejects.toThrow(message)
    await expect(migrationStatus(sql(), folder)).rejects.toThrow(message)
    expect(await tables()).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'schema_migrations' }])
  })

  test('a file that a later one overtook stops the run', async () => {
    const { folder } = migrationsFolder({ ...A, ...B, ...C })
    await migrate(sql(), { folder })
    await sql()`delete from schema_migrations where name = '0002_b.sql'`
    await expect(migrate(sql(), { folder })).rejects.toThrow(
      '0002_b.sql was not applied, though the later 0003_c.sql was',
    )
  })

  test('line endings are no change', async () => {
    const { folder, write } = migrationsFolder({ '0001_a.sql': `create table a (\n  n int\n)` })
    await migrate(sql(), { folder })
    write({ '0001_a.sql': `create table a (\r\n  n int\r\n)` })
    await migrate(sql(), { folder })
  })
}
