import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { localServer } from './dev/local-server.ts'
import { localClerk } from './dev/clerk/vite-plugin.ts'
import { deployFacts } from './netlify/deploy-facts.ts'
import { emitFunctions } from './netlify/emit-functions.ts'
import { functionConfigs } from './netlify/function-configs.ts'

if (Number(process.versions.node.split('.')[0]) < 22) {
  throw new Error(
    `This is Node ${process.versions.node}. Run \`npm ci\` with install scripts allowed: it brings the Node that the scripts need.`,
  )
}
if (existsSync('.env')) process.loadEnvFile()

/** No page is made of these, and the embedded database is a thousand files, which change with every row. */
function isUnwatched(path: string): boolean {
  const [folder = ''] = relative(import.meta.dirname, path).split(/[\\/]/)
  return ['.local', 'docs', 'tests'].includes(folder)
}

/** As a pattern, and of this folder alone: a clone may lie below another of that name. */
const localFiles = `${import.meta.dirname.replaceAll('\\', '/').replaceAll(/[()[\]{}!*?+@]/g, '\\$&')}/.local/**`

export default defineConfig(({ command }) => ({
  server: {
    port: Number(process.env.PORT || 5173),
    strictPort: true,
    // The app says itself which sites may ask.
    cors: false,
    // Vite's own list, and the local Clerk's keys.
    fs: { deny: ['.env', '.env.*', '*.{crt,pem}', '**/.git/**', localFiles] },
    watch: { ignored: [isUnwatched] },
  },
  define: {
    ...deployFacts,
    // Netlify's functions run without NODE_ENV, where React would render with its development build.
    ...(command === 'build' && { 'process.env.NODE_ENV': '"production"' }),
  },
  // Found at the start, or the first page of a cold start loads twice.
  optimizeDeps: { entries: ['./app/**/*.tsx'] },
  // Swagger UI is one file, which only the page of the API's documentation loads.
  build: { chunkSizeWarningLimit: 2_000 },
  environments: {
    client: {
      build: {
        rollupOptions: {
          output: {
            codeSplitting: {
              groups: [
                {
                  name: 'framework',
                  test: /node_modules\/(?:react|react-dom|react-router|scheduler)\/|vite\/preload-helper/,
                },
                // Not what stands in for Clerk, on the pages that are a component of it.
                { name: 'common', test: /\/app\/(?!ui\/clerk-fallback)/, minShareCount: 3 },
              ],
            },
          },
        },
      },
    },
    ssr: {
      // One self-contained bundle: half the size and twice the speed of a function with node_modules.
      resolve: { noExternal: command === 'build' || undefined },
      build: {
        rollupOptions: {
          // A cold start reads it all. Names stay, for the stacks in the log.
          output: { minify: { compress: true, mangle: { keepNames: true } } },
          input: Object.fromEntries(
            Object.keys(functionConfigs).map((name) => [name, `./netlify/${name}.ts`]),
          ),
        },
      },
    },
  },
  plugins: [
    localClerk({ stateFile: '.local/clerk.json' }),
    localServer(),
    tailwindcss(),
    reactRouter(),
    emitFunctions(functionConfigs),
  ],
}))
