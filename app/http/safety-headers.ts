/**
 * What every answer and every file tells browsers, unless a page says it better. Netlify sends files by itself,
 * so netlify.toml repeats this: a test compares.
 */
export const safetyHeaders = {
  // Over https for the next year. Not for subdomains: what else lives on the domain is not known here.
  'strict-transport-security': 'max-age=31536000',
  // What is no page runs nothing, wherever it is opened.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  // Who opens this site gets no hold of it; what Clerk opens, for a sign-in with Google say, may answer.
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  // Other sites embed nothing. Those that may call the API do so by CORS, which this leaves alone.
  'cross-origin-resource-policy': 'same-origin',
  // Nothing here uses these. Left out is what Clerk uses: passkeys, sign-in by the browser, the clipboard.
  'permissions-policy': [
    'accelerometer',
    'browsing-topics',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'screen-wake-lock',
    'serial',
    'usb',
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
}
