const run = 'globalThis.pwned=1'

/** Texts that try to become script, each in a way of its own; what runs leaves `pwned` behind. */
export const hostileTexts = [
  `<script>${run}</script>`,
  `"><img src=x onerror=${run}>`,
  `'><svg/onload=${run}>`,
  `" autofocus onfocus=${run} x="`,
  `javascript:${run}//`,
  `</script><script>${run}</script>`,
  `<!--<script>${run}`,
  `</title></textarea></style><script>${run}</script>`,
  `\\"];${run};//`,
  `{{constructor.constructor('${run}')()}}`,
  `\${${run}}`,
  `\u2028${run}//\u2029`,
  `＜script＞${run}＜/script＞`,
  `&lt;script&gt;${run}&lt;/script&gt;`,
  `=HYPERLINK("javascript:${run}")`,
]

/** All of them at once, where only one text fits. */
export const hostileText = hostileTexts.join(' ')

/** Addresses of other sites, and of script, for whoever is sent on to where they wanted to go. */
export const hostileAddresses = [
  `javascript:${run}`,
  'https://elsewhere.example/',
  '//elsewhere.example/',
  '/\\elsewhere.example/',
  '/\t/elsewhere.example/',
  '\\/elsewhere.example/',
  '///elsewhere.example/',
  '/.//elsewhere.example/',
  'https:elsewhere.example',
  '/%0d%0aset-cookie:pwned=1',
  '/\r\nset-cookie:pwned=1',
  'data:text/html,<script>alert(1)</script>',
]
