/** Where in the audit log, oldest first, a file of an export begins: after this row. */
export interface ExportPosition {
  timestamp: string
  id: string
}

/** A position as one word, for an address or a form. */
export const writePosition = ({ timestamp, id }: ExportPosition) => `${timestamp}_${id}`
