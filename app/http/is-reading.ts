/** Whether a request asks for something and changes nothing: HEAD is answered as GET. */
export function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD'
}
