import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { emitFunctions } from '../../../../netlify/emit-functions.ts'

// The default template, built as the app is built: see the project's own vite.config.ts.
export default defineConfig({
  publicDir: '../../../../public',
  define: { 'process.env.NODE_ENV': '"production"' },
  environments: {
    ssr: {
      resolve: { noExternal: true },
      build: { rollupOptions: { input: { server: './server.ts' } } },
    },
  },
  plugins: [
    tailwindcss(),
    reactRouter(),
    emitFunctions({ server: { path: '/*', preferStatic: true, generator: 'bare-template' } }),
  ],
})
