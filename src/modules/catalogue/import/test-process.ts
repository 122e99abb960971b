import { systemClock } from '#kernel/time.ts';
import { openDatabase } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import { createImporter } from './importer.ts';

// A process of a test that imports for real, says when all is written, and never gets to its commit.

const { connection, folder, reader, wish } = JSON.parse(process.argv[2] ?? '{}');
const { log } = createLog({ level: 'error', format: 'line' });
const { db } = openDatabase({ connection, log });
const url = new URL(reader);
const audit = {
  record: async () => {
    process.stdout.write('written\n');
    await new Promise(() => setInterval(() => {}, 1_000));
  },
};
const storage = await createFolderStorage({ folder });
const readers = { json: url, csv: url, xlsx: url };
const importer = createImporter({ connection, db, audit, storage, clock: systemClock, log, readers });
await importer.run({ ...wish, file: { ...wish.file, hash: Buffer.from(wish.file.hash, 'hex') } });
