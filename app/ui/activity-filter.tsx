import { Form, Link } from 'react-router'
import { actionLabels } from '#app/data/activity.ts'
import { button } from './button.ts'
import { FieldErrors } from './field-errors.tsx'

export interface FilterValues {
  action: string
  from: string
  to: string
}

interface Props {
  /** What is in the address, good or bad. */
  values: FilterValues
  errors: { parameter: string; detail: string }[]
}

/** Chooses which entries to see: a form whose answer is an address. */
export function ActivityFilter({ values, errors }: Props) {
  const field = (name: keyof FilterValues) => {
    const own = errors.filter(({ parameter }) => parameter === name).map(({ detail }) => detail)
    const isFirst = errors[0]?.parameter === name
    return { name, value: values[name], errors: own.length > 0 ? own : undefined, isFirst }
  }
  const action = field('action')
  return (
    <Form
      action="/activity"
      aria-label="Filter"
      className="grid items-start gap-4 sm:grid-cols-[1fr_auto_auto_auto]"
    >
      <div>
        <label className="block text-sm font-medium">
          Action
          <select
            name={action.name}
            defaultValue={action.value}
            aria-invalid={action.errors && true}
            aria-describedby={action.errors && 'action-error'}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- it is the first error
            autoFocus={action.isFirst}
            className={input}
          >
            <option value="">Everything</option>
            {options.map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <FieldErrors id="action-error" errors={action.errors} />
      </div>
      <DayField label="From" {...field('from')} />
      <DayField label="To" {...field('to')} />
      <div className="flex gap-3 sm:pt-6">
        <button className={button.primary}>Show</button>
        {(values.action || values.from || values.to) && (
          <Link to="/activity" className={button.secondary}>
            Show all
          </Link>
        )}
      </div>
    </Form>
  )
}

// Whose account is deleted has no history left to filter: deletion_receipts holds that it was.
const { deletion_completed: _, ...findable } = actionLabels
const options = Object.entries(findable)

const input =
  'mt-1 block min-h-11 w-full rounded-lg border border-line bg-surface px-3 text-sm text-ink aria-invalid:border-danger'

interface DayFieldProps {
  label: string
  name: string
  value: string
  errors: string[] | undefined
  /** Whether its error is the first of the form. */
  isFirst: boolean
}

function DayField({ label, name, value, errors, isFirst }: DayFieldProps) {
  const errorId = `${name}-error`
  return (
    <div>
      <label className="block text-sm font-medium">
        {label}
        <input
          type="date"
          name={name}
          defaultValue={value}
          aria-invalid={errors && true}
          aria-describedby={errors && errorId}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it is the first error
          autoFocus={isFirst}
          className={input}
        />
      </label>
      <FieldErrors id={errorId} errors={errors} />
    </div>
  )
}
