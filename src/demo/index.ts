import { pause, systemClock } from '#kernel/time.ts';
import type { Importer } from '#modules/catalogue/index.ts';
import { officeState } from '#modules/conversations/index.ts';
import type { App } from '../app.ts';
import { loadGoods } from './goods.ts';
import { loadShop } from './shop/index.ts';
import { demoPeople } from './texts.ts';

/** Milliseconds a demo person waits for an answer. */
const PATIENCE_MS = 5_000;

/**
 * Fills an empty office so that there is something to look at: goods are imported, a few people write to the
 * web chat and get their answers the ordinary way, and customers have ordered and asked. Loading twice changes nothing.
 */
export const loadDemo = async ({
  conversations,
  channels,
  db,
  importer,
}: Pick<App, 'conversations' | 'channels' | 'db'> & {
  readonly importer?: Pick<Importer, 'run'>;
}): Promise<void> => {
  const webchat = channels.find(({ inbox }) => inbox === 'webchat');
  if (!webchat) throw new Error('the demo speaks over the web chat, which is not there');
  if (importer) await loadGoods(importer);
  const hear = conversations.hearFor(webchat);
  for (const [index, { name, language, says }] of demoPeople.entries()) {
    const account = `00000000-0000-4000-8000-00000000000${index + 1}`;
    for (const [turn, text] of says.entries()) {
      await hear([
        {
          type: 'message',
          externalId: `${account}:demo-${turn}`,
          address: account,
          kind: 'private',
          sender: { account, name, language },
          input: { kind: 'text', text },
        },
      ]);
      // People read an answer before they go on.
      await answered(db);
    }
  }
  await loadShop({ db, clock: systemClock });
};

const answered = async (db: App['db']): Promise<void> => {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const { waitingTurns, unsent } = await officeState(db);
    if (waitingTurns + unsent === 0) return;
    await pause(20);
  }
};
