import { afterEach, expect, it } from 'vitest';
import { silent } from '#test/database.ts';
import { joinEmbeddedPostgres } from './join.ts';
import { afterwards, cleanUp, newFolder, postmasters, query, ready, start, users } from './testing.ts';

afterEach(cleanUp);

const [user = { label: 'whoever runs the tests' }] = users();

it('an errand uses the server of a running office, and leaves it running', async () => {
  const dir = await newFolder(user);
  const office = start(dir, user);
  const connection = await ready(office);
  await query(connection, 'create table rows (number int)');

  const joined = await joinEmbeddedPostgres({ dir, log: silent });
  await query(joined.connection, 'insert into rows values (7)');
  await joined.stop();
  expect(await query(connection, 'select number from rows')).toEqual([{ number: 7 }]);
  expect(office.child.exitCode).toBe(null);
  expect(postmasters(dir)).toHaveLength(1);
});

it('where no office runs, an errand starts the server and stops it', async () => {
  const dir = await newFolder(user);
  const joined = await joinEmbeddedPostgres({ dir, log: silent });
  afterwards(() => joined.stop());
  expect(await query(joined.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  await joined.stop();
  expect(postmasters(dir)).toEqual([]);
});
