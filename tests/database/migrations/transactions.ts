import { expect, test } from 'vitest'
import type { Driver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { migrationsFolder } from '../../support/database-migrations.ts'

export function eachAsAWhole(sql: () => Driver['sql']): void {
  const applied = () => sql()`select name, state from schema_migrations order by name`

  test('applied once, in order, and recorded', async () => {
    const { folder } = migrationsFolder({
      '0001_pets.sql': `create table pets (name text)`,
      '0002_cat.sql': `insert into pets values ('cat'); insert into pets values ('dog')`,
    })
    const names: string[] = []
    await migrate(sql(), { folder, onApplied: (name) => names.push(name) })
    await migrate(sql(), { folder, onApplied: (name) => names.push(name) })
    expect(names).toEqual(['0001_pets.sql', '0002_cat.sql'])
    expect(await sql()`select name from pets`).toEqual([{ name: 'cat' }, { name: 'dog' }])
    const [first] = await sql()`select * from schema_migrations order by name`
    expect(first).toMatchObject({
      name: '0001_pets.sql',
      state: 'done',
      checksum: 'cf4865611683a3ae0b3705fd42e8587b2939e2f0cf6777e70742ce2729fbbd39',
      applied_at: expect.any(Date),
    })
    expect(first?.duration_ms).toBeGreaterThan(0)
  })

  test('Postgres itself takes a file apart', async () => {
    const { folder } = migrationsFolder({
      '0001_everything.sql': `-- it's a comment; with 'quotes'; and $$
        /* another; /* nested; */ ' */
        create table "odd;name" (note text default 'it''s; ok');
        create function shout(input text) returns text language plpgsql as $body$
        begin
          -- ; $$ not the end
          return upper(input) || ';';
        end $body$;
        do $$ begin insert into "odd;name" values (shout('ünï 🙂')); end $$;
        insert into "odd;name" default values; -- no semicolon at the end`,
      '0002_only_a_comment.sql': `-- nothing to do\n`,
    })
    await migrate(sql(), { folder })
    expect(await sql()`select note from "odd;name"`).toEqual([
      { note: 'ÜNÏ 🙂;' },
      { note: "it's; ok" },
    ])
  })

  test('a broken statement: file, line, words of Postgres, and nothing half-applied', async () => {
    const { folder, write } = migrationsFolder({
      '0001_pets.sql': `create table pets (name text)`,
      '0002_broken.sql': `create table toys (name text);\n-- ${'🙂'.repeat(50)}\ninsert into pets\n  values (1, 2);`,
      '0003_later.sql': `create table later ()`,
    })
    await expect(migrate(sql(), { folder })).rejects.toThrow(
      '0002_broken.sql:4: INSERT has more expressions than target columns',
    )
    expect(await applied()).toEqual([{ name: '0001_pets.sql', state: 'done' }])
    expect(await sql()`select to_regclass('toys') as toys, to_regclass('later') as later`).toEqual([
      { toys: null, later: null },
    ])
    write({ '0002_broken.sql': `create table toys (name text)` })
    await migrate(sql(), { folder })
    expect(await applied()).toHaveLength(3)
  })

  test('what a file sets for its session ends with it', async () => {
    const { folder } = migrationsFolder({
      '0001_dump.sql': `select set_config('search_path', '', false); set row_security = off;`,
      '0002_pets.sql': `create table pets (name text)`,
    })
    await migrate(sql(), { folder })
    expect(await sql()`select name, current_setting('row_security') from pets`).toEqual([])
    expect(await sql()`select current_setting('row_security') as on`).toEqual([{ on: 'on' }])
  })

  test('what was cancelled is not run once more to find its line', async () => {
    const { folder, write } = migrationsFolder({ '0001_runs.sql': `create sequence runs` })
    await migrate(sql(), { folder })
    write({
      '0002_cancelled.sql': `do $$ begin
        perform nextval('runs');
        raise 'canceling statement due to user request' using errcode = '57014';
      end $$`,
    })
    await expect(migrate(sql(), { folder })).rejects.toThrow('0002_cancelled.sql')
    expect(await sql()`select last_value::int, is_called from runs`).toEqual([
      { last_value: 1, is_called: true },
    ])
  })

  test.each([
    ['a syntax error', `select 1;\n\nselect from where;`, `:3: syntax error at or near "where"`],
    ['an error at run time', `create table t ();\nselect 1 / 0;`, `:2: division by zero`],
    [
      'detail and hint',
      `do $$ begin\n raise 'no' using detail = 'more', hint = 'do so'; end $$`,
      `:1: no\n  detail: more\n  hint: do so`,
    ],
    [
      'an error within a block',
      `select 1;\ndo $$ begin\n  perform nonsense();\nend $$;`,
      `: function nonsense() does not exist`,
    ],
    [
      'an end of the transaction',
      `create table t ();\ncommit;`,
      `: EXECUTE of transaction commands is not implemented`,
    ],
  ])('%s', async (_name, text, message) => {
    const { folder } = migrationsFolder({ '0001_broken.sql': text })
    await expect(migrate(sql(), { folder })).rejects.toThrow(`0001_broken.sql${message}`)
    expect(await applied()).toEqual([])
    expect(await sql()`select to_regclass('t') as t`).toEqual([{ t: null }])
  })
  const before = `create table t (n int not null check (n < 9), "it's; $$" text);
    -- a comment; with 'quotes
    create unique index one_of_each on t (n);\n\n`

  // Postgres gives no position with any of these.
  test.each([
    ['a table that exists', `create table t (\n  n int\n);`, 'relation "t" already exists'],
    [
      'an index that exists',
      `create index one_of_each on t (n);`,
      'relation "one_of_each" already',
    ],
    [
      'a broken check',
      `insert into t\n  values (1), (9);`,
      'new row for relation "t" violates check',
    ],
    ['a broken key', `insert into t values (1), (1)`, 'duplicate key value violates unique'],
    ['a missing value', `insert into t values (null);`, 'null value in column "n"'],
    ['a column that is to be dropped', `alter table t drop x;`, 'column "x" of relation "t" does'],
    ['a column that is to be altered', `alter table t alter x set not null;`, 'column "x" of'],
    ['a column of an index', `create index on t (x);`, 'column "x" does not exist'],
    [
      'a missing role',
      `grant select on t to nobody_at_all;`,
      'role "nobody_at_all" does not exist',
    ],
    [
      'a policy that exists',
      `create policy p on t; create policy p on t;`,
      'policy "p" for table "t" already exists',
    ],
    [
      'a block',
      `do $$ begin\n  perform 1;\n  perform nonsense(';');\nend $$;`,
      'function nonsense(',
    ],
    ['a statement far below', `${'\n'.repeat(9)}create table t ();`, 'relation "t" already', 14],
    [
      'a function',
      `create function f() returns int language plpgsql as $$ begin\n  raise 'no; no'; end $$;
        insert into t values (f());`,
      'no; no',
      7,
    ],
  ])('the line of %s', async (_name, text, message, line = 5) => {
    const { folder } = migrationsFolder({ '0001_broken.sql': `${before}${text}\n-- the end` })
    await expect(migrate(sql(), { folder })).rejects.toThrow(`0001_broken.sql:${line}: ${message}`)
    expect(await sql()`select to_regclass('t') as t`).toEqual([{ t: null }])
  })

  test('where the line is not to be had, the file and the words are', async () => {
    const text = `select 1;\ncreate table t ();\ncreate table t ();`
    const { folder } = migrationsFolder({ '0001_broken.sql': text })
    await expect(migrate(sql(), { folder })).rejects.toThrow(
      '0001_broken.sql: relation "t" already exists',
    )
  })
}
