/** What is wrong with one field, to be named by its `aria-describedby`. */
export function FieldErrors({ id, errors }: { id: string; errors: string[] | undefined }) {
  if (!errors) return null
  return (
    <p id={id} className="mt-3 text-sm font-medium text-danger">
      {errors.join(' ')}
    </p>
  )
}
