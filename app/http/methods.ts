/** React Router knows no others, and would answer them in a form of its own. */
export const methods = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])
