import { expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from './statements.ts'

export function valuesComeBack(subject: () => Subject): void {
  async function select(text: string, value: unknown): Promise<Row | undefined> {
    const rows: Row[] = await subject().sql.query(text, [value])
    return rows[0]
  }

  const strange = 'Ünïcödé 🙂 \\ "quoted" \'single\' $1 {a,b}\n\t'
  const megabyte = 'ä🙂'.repeat(175_000)
  const bytes = Buffer.from([0, 1, 254, 255])
  const moment = new Date('2026-01-02T03:04:05.678Z')

  test.each([
    ['uuid', '6F9619FF-8B86-D011-B42D-00CF4FC964FF', '6f9619ff-8b86-d011-b42d-00cf4fc964ff'],
    ['inet', '2001:0db8::1', '2001:db8::1'],
    ['inet', '10.1.2.0/24', '10.1.2.0/24'],
    ['text', null, null],
    ['text', '', ''],
    ['text', strange, strange],
    ['text', megabyte, megabyte],
    ['boolean', true, true],
    ['boolean', false, false],
    ['int4', 2147483647, 2147483647],
    ['int8', '9007199254740993', '9007199254740993'],
    ['numeric', '1.10', '1.10'],
    ['float8', 0.1, 0.1],
    ['jsonb', { a: [1, null, 'x"y'] }, { a: [1, null, 'x"y'] }],
    ['json', '"text"', 'text'],
    ['text[]', ['a', 'b,c', '"', null], ['a', 'b,c', '"', null]],
    ['bytea', bytes, bytes],
    ['timestamptz', moment, moment],
  ])('%s', async (type, given, expected) => {
    expect(await select(`select $1::${type} as value`, given)).toEqual({ value: expected })
  })

  test('a point in time keeps its microseconds and its zone as text', async () => {
    const row = await select(
      'select t::text as text, t from (select $1::timestamptz as t) as times',
      '2026-01-02 03:04:05.678901+02',
    )
    expect(row?.text).toMatch(/^2026-01-02 0\d:04:05\.678901[+-]\d\d/)
    expect(row?.t).toEqual(new Date('2026-01-02T01:04:05.678Z'))
    expect(
      await select(`select $1::timestamptz = '2026-01-02 01:04:05.678901Z' as same`, row?.text),
    ).toEqual({ same: true })
  })

  test('rows come in order and by column name, none as an empty list', async () => {
    const results = await subject().database.asSystem<[Row[], Row[]]>((sql) => [
      sql`select n, n * 2 as twice from generate_series(1, 2) as n order by n`,
      sql`select 1 as never where false`,
    ])
    expect(results).toEqual([
      [
        { n: 1, twice: 2 },
        { n: 2, twice: 4 },
      ],
      [],
    ])
  })

  test('a statement may be part of another', async () => {
    const [[row]] = await subject().database.asSystem<[Row[]]>((sql) => {
      const condition = sql`${5}::int > ${3}::int`
      return [sql`select ${'a'} as first, ${condition} as second, ${'c'} as third`]
    })
    expect(row).toEqual({ first: 'a', second: true, third: 'c' })
  })
}
