import type { ReactNode } from 'react'

interface Kind {
  name: string
  what: string
  why: string
  howLong: string
  where: string
}

const database = 'In our Postgres database.'
const untilDeletion = 'Until you delete your account.'

const inDays = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`

const kinds = (retentionDays: number): Kind[] => [
  {
    name: 'Profile and sign-in',
    what: 'Your name, e-mail addresses and picture, your password or linked accounts in a form that nobody can read, and the devices that you are signed in on.',
    why: 'So that you can sign in, and nobody else as you.',
    howLong: untilDeletion,
    where: 'At Clerk, who runs our sign-in. Our database holds only the id that Clerk gave you.',
  },
  {
    name: 'Settings',
    what: 'Your theme, whether you want notifications, and when you saved them.',
    why: 'So that they follow you to every device.',
    howLong: untilDeletion,
    where: database,
  },
  {
    name: 'Activity',
    what: 'What you did and when: signing in and out, hellos, changed settings with old and new values, exports and deletions. With each the network address and the browser that it came from.',
    why: 'So that you can see whether somebody else used your account.',
    howLong: `${inDays(retentionDays)}; what is older is deleted every day. How many entries there are is counted beside them and goes with them.`,
    where: database,
  },
  {
    name: 'A wish to be deleted',
    what: 'When you asked for your account to be deleted, and when that is due.',
    why: 'So that it is done, and you can change your mind until then.',
    howLong: 'Until it is done or you change your mind.',
    where: database,
  },
  {
    name: 'What stays after a deletion',
    what: 'A mark that somebody with your id was deleted, which holds a hash of the id and the month, and a receipt: when the deletion was asked for and done, how many entries went, and a hash that only our key can match to your id.',
    why: 'So that nothing that arrives late brings you back, and we can show that you were deleted.',
    howLong: 'For ever.',
    where: database,
  },
  {
    name: 'Messages from Clerk',
    what: 'The ids of the messages in which Clerk tells us of sign-ins and sign-outs, and when they came. They do not say whose they are.',
    why: 'So that a message that is sent twice counts once.',
    howLong: `${inDays(retentionDays)}, then they are deleted.`,
    where: database,
  },
  {
    name: 'Counts of requests',
    what: 'For how long your latest requests count towards the limit, under a hash of your id or, where nobody is signed in, of the network address.',
    why: 'So that nobody slows down the service for others.',
    howLong: 'It counts for a minute, and is deleted within a day.',
    where: database,
  },
  {
    name: 'Cookies',
    what: 'Your session, and for a few minutes your theme, when your account is to be deleted, if it is, the last message to you, and what you had typed when your session ended or it could not be saved.',
    why: 'So that pages know who asks for them. None of them follows you elsewhere.',
    howLong: 'The session until you sign out, the others for minutes.',
    where: 'In this browser.',
  },
]

/** What is stored about a person, why, for how long and where, in plain words. */
export function StoredData({ retentionDays }: { retentionDays: number }) {
  return (
    <section aria-labelledby="stored">
      <h2 id="stored" className="text-xl font-semibold tracking-tight">
        What is stored about you
      </h2>
      <ul className="mt-4 divide-y divide-line rounded-xl border border-line bg-surface">
        {kinds(retentionDays).map(({ name, what, why, howLong, where }) => (
          <li key={name} className="p-5 sm:p-6">
            <h3 className="font-semibold">{name}</h3>
            <p className="mt-1.5 text-sm text-pretty">{what}</p>
            <dl className="mt-3 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[6rem_1fr]">
              <Row name="Why">{why}</Row>
              <Row name="How long">{howLong}</Row>
              <Row name="Where">{where}</Row>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="font-medium max-sm:mt-1.5">{name}</dt>
      <dd className="text-muted text-pretty">{children}</dd>
    </>
  )
}
