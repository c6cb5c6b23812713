import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** The API the development server passes on to: `npm start` beside `npx vite web`. */
const api = 'http://127.0.0.1:8000'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [vue(), tailwindcss()],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing is inlined as data: URI, the CSP has only 'self'.
    assetsInlineLimit: 0,
    manifest: true,
    target: 'es2023',
  },
  server: { proxy: { '/api': api, '/session': api, '/users': api, '/health': api } },
})
