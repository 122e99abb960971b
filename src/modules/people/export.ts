import { Readable } from 'node:stream';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { createCards } from './card.ts';
import type { PersonalData } from './personal-data.ts';

/** All data of a person as one JSON document. */
export const createExports = ({
  db,
  audit,
  clock,
  cards,
  parts,
}: {
  db: Database;
  audit: Audit;
  clock: Clock;
  cards: Pick<ReturnType<typeof createCards>, 'read'>;
  parts: readonly PersonalData[];
}) => {
  /** The document as a stream, read part by part while it is consumed. AppError `missing`. */
  const collect = async (by: Actor, id: string): Promise<Readable> => {
    assertMay(by, 'people.data');
    const { theirConversations: _, ...person } = await cards.read(by, id);
    await db
      .transaction()
      .execute((tx) => audit.record(tx, { by, action: 'people.export', subject: { kind: 'person', id } }));
    const head = { exported_at: new Date(clock.now()), person };
    return Readable.from(documentOf(head, { id, identities: person.identities }, parts), {
      objectMode: false,
    });
  };

  return { collect };
};

async function* documentOf(
  head: object,
  person: Parameters<PersonalData['collect']>[0],
  parts: readonly PersonalData[],
): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1);
  for (const { name, collect } of parts) {
    yield `,\n${JSON.stringify(name)}: [`;
    let between = '\n';
    for await (const piece of collect(person)) {
      yield between + JSON.stringify(piece);
      between = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}
