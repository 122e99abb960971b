import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';

const web = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../dist/web/', import.meta.url));

/** What every page needs, in one file that stays the same from release to release. */
const VENDOR =
  /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|@tanstack|openapi-fetch)\//;

/** One environment per page, so that no page carries code of another; a further page is one more line. */
export default defineConfig({
  root: web,
  plugins: [react(), renamed('panel/index.html', 'admin/index.html')],
  environments: {
    chat: pages('chat', ['index.html', 'site.html', 'password.html']),
    panel: pages('panel', ['index.html'], 'admin'),
    widget: script('chat/widget.ts', 'widget.js'),
  },
  builder: {
    async buildApp(builder) {
      // Watching, pages appear one by one and change under the server: nothing is compressed ahead.
      const watching = Boolean(builder.config.build.watch);
      const stale = watching ? (await below(dist)).filter((path) => /\.(?:br|gz)$/.test(path)) : [dist];
      for (const path of stale) await rm(path, { recursive: true, force: true });
      for (const name of ['chat', 'panel', 'widget']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      if (!watching) await precompress(dist);
    },
  },
});

/** HTML pages of the folder `web/<folder>`, served under `/<at>/` with hashed files in `/<at>/assets/`. */
function pages(folder: string, files: readonly string[], at = folder): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      outDir: dist,
      emptyOutDir: false,
      assetsDir: `${at}/assets`,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: files.map((file) => `${web}${folder}/${file}`),
        output: { codeSplitting: { groups: [{ name: 'vendor', test: VENDOR }] } },
      },
    },
  };
}

/** Vite puts a page where its source lies; a page with another address is moved. */
function renamed(from: string, to: string): Plugin {
  return {
    name: 'renamed-page',
    enforce: 'post',
    generateBundle(_, bundle) {
      const page = bundle[from];
      if (page) page.fileName = to;
    },
  };
}

/** One self-contained classic script with a stable name, for other people's sites. */
function script(source: string, name: string): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      outDir: dist,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: { input: `${web}${source}`, output: { format: 'iife', entryFileNames: name } },
    },
  };
}

/** Puts a `.br` and a `.gz` beside every file of text, for the server to send as they are. */
async function precompress(folder: string): Promise<void> {
  for (const path of (await below(folder)).filter((name) => /\.(?:js|css|svg|html)$/.test(name))) {
    const content = await readFile(path);
    await writeFile(`${path}.br`, brotliCompressSync(content));
    await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}

async function below(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}
