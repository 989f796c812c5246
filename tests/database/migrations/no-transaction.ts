import { expect, test } from 'vitest'
import type { Driver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { migrationsFolder } from '../../support/database-migrations.ts'

const PETS = `create table pets (name text); insert into pets values ('cat'), ('cat')`
const INDEX = `-- migrate: no-transaction\ncreate unique index concurrently one_of_each on pets (name)`

export function outsideOfTransactions(sql: () => Driver['sql']): void {
  const states = () => sql()`select name, state from schema_migrations where name like '0002%'`

  test('an index is built concurrently', async () => {
    const { folder } = migrationsFolder({
      '0001_pets.sql': `create table pets (name text)`,
      '0002_index.sql': INDEX,
    })
    await migrate(sql(), { folder })
    expect(await states()).toEqual([{ name: '0002_index.sql', state: 'done' }])
    expect(await sql()`select indisvalid from pg_index where indrelid = 'pets'::regclass`).toEqual([
      { indisvalid: true },
    ])
  })

  test('what fails and leaves nothing behind may be mended and run again', async () => {
    const { folder, write } = migrationsFolder({
      '0001_pets.sql': `create table pets (name text)`,
      '0002_index.sql': INDEX.replace('(name)', '(\n)\n'),
    })
    await expect(migrate(sql(), { folder })).rejects.toThrow(
      '0002_index.sql:3: syntax error at or near ")"',
    )
    expect(await states()).toEqual([])
    write({ '0002_index.sql': INDEX })
    await migrate(sql(), { folder })
    expect(await states()).toEqual([{ name: '0002_index.sql', state: 'done' }])
  })

  test('an index left invalid stops the next run, whose advice repairs it', async () => {
    const { folder } = migrationsFolder({ '0001_pets.sql': PETS, '0002_index.sql': INDEX })
    await expect(migrate(sql(), { folder })).rejects.toThrow('could not create unique index')
    expect(await states()).toEqual([{ name: '0002_index.sql', state: 'running' }])
    await sql()`update schema_migrations set applied_at = applied_at - interval '1 minute'`

    const refusal: unknown = await migrate(sql(), { folder }).catch((error: unknown) => error)
    const advice = [
      'drop index concurrently one_of_each;',
      `delete from schema_migrations where name = '0002_index.sql';`,
    ]
    expect(String(refusal)).toContain(`0002_index.sql was started by a run that never finished`)
    expect(String(refusal)).toContain(advice.join('\n  '))

    await sql()`delete from pets where ctid = (select min(ctid) from pets)`
    for (const line of advice) await sql().query(line)
    await migrate(sql(), { folder })
    expect(await states()).toEqual([{ name: '0002_index.sql', state: 'done' }])
  })

  test('only a line that says nothing else takes a file out of its transaction', async () => {
    const { folder } = migrationsFolder({
      '0001_two.sql': `-- not -- migrate: no-transaction
        create table a ();
-- migrate: no-transaction-here
        create table b ();`,
    })
    await migrate(sql(), { folder })
    expect(await sql()`select from a, b`).toEqual([])
  })

  test('several statements are refused', async () => {
    const { folder } = migrationsFolder({
      '0001_two.sql': `-- migrate: no-transaction\ncreate table a (); create table b ();`,
    })
    await expect(migrate(sql(), { folder })).rejects.toThrow('0001_two.sql: cannot insert multiple')
    expect(await sql()`select to_regclass('a') as a`).toEqual([{ a: null }])
  })
}
