// What the app writes belongs to the test that runs, and is shown where that fails, as what it says by `console` is.
process.stdout.write = (line: string | Uint8Array) => {
  console.log(String(line).trimEnd())
  return true
}
