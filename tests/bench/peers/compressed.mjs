import compression from 'compression'

const compress = compression()

/** Compresses what a listener answers. */
export default (listener) => (incoming, outgoing) =>
  compress(incoming, outgoing, () => listener(incoming, outgoing))
