/**
 * The fields that a page's form sent.
 * @throws Response with 400 where the request holds no form that can be read
 */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw new Response(null, { status: 400 })
  }
}
