// Writes the types of the panel's API from the OpenAPI document that the running office would publish.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { openDatabase } from '#platform/db/database.ts';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { type ApiDocument, typesOf } from './api-types.ts';

const OUT = fileURLToPath(new URL('../web/panel/api/schema.generated.ts', import.meta.url));

/** The OpenAPI document of the office; nothing is connected: routes are registered without a query. */
const describeOffice = async (): Promise<ApiDocument> => {
  const folder = await mkdtemp(join(tmpdir(), 'kontora-api-'));
  const log = pino({ level: 'silent' });
  const config = loadConfig({
    DATA_DIR: folder,
    LOG_FILE: 'none',
    DATABASE_URL: 'postgresql://nobody@localhost/none',
  });
  const database = openDatabase({ connection: { connectionString: config.core.databaseUrl }, log });
  const office = { ...database, embedded: false, fresh: false, applied: [] };
  try {
    const { http } = await createApp({ config, office, log });
    await http.ready();
    const document = http.swagger() as unknown as ApiDocument;
    await http.close();
    return document;
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const types = typesOf(await describeOffice());
if (process.argv.includes('--check')) {
  const present = await readFile(OUT, 'utf8').catch(() => '');
  if (present !== types) {
    console.error('web/panel/api/schema.generated.ts is not what the routes say: run npm run generate.');
    process.exitCode = 1;
  }
} else {
  await mkdir(dirname(OUT), { recursive: true });
  await writeFile(OUT, types);
}
