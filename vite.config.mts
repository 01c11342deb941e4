import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The studio's page. Chrome 108 is the oldest engine it runs in (Electron 22), so newer JavaScript and CSS are lowered. */
export default defineConfig({
  root: 'renderer',
  // Relative addresses: the page is opened from a file by Electron and from a token's path by the loopback server.
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome108',
    cssTarget: 'chrome108',
    // The page's security policy takes nothing from data: addresses, fonts neither.
    assetsInlineLimit: 0,
    sourcemap: true,
    // The studio is loaded from the same machine; one file of a megabyte costs nothing there.
    chunkSizeWarningLimit: 2000,
  },
});
