/** What one writes without Kontora: a grammY bot whose sessions are rows of PostgreSQL. */
import { Bot, type Context, InlineKeyboard, type SessionFlavor, type StorageAdapter, session } from 'grammy';
import pg from 'pg';

interface Session {
  turns: number;
  language?: 'en' | 'ru';
  asked: boolean;
}

/** From the parent: where everything is. `sideBySide`: chats do not wait for each other. */
export interface BareBotOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly connection: pg.PoolConfig;
  readonly sideBySide: boolean;
}

const { token, apiRoot, connection, sideBySide } = JSON.parse(process.argv[2] ?? '') as BareBotOptions;
const pool = new pg.Pool({ ...connection, max: 10 });
await pool.query('create table if not exists sessions (key text primary key, value jsonb not null)');

const storage: StorageAdapter<Session> = {
  read: async (key) =>
    (await pool.query<{ value: Session }>('select value from sessions where key = $1', [key])).rows[0]?.value,
  write: async (key, value) => {
    await pool.query(
      'insert into sessions values ($1, $2) on conflict (key) do update set value = excluded.value',
      [key, value],
    );
  },
  delete: async (key) => {
    await pool.query('delete from sessions where key = $1', [key]);
  },
};

const bot = new Bot<Context & SessionFlavor<Session>>(token, { client: { apiRoot } });
bot.use(session({ initial: () => ({ turns: 0, asked: false }), storage }));
// As durable as Kontora's history: no turn without a commit.
bot.use((ctx, next) => {
  ctx.session.turns += 1;
  return next();
});
bot.command('start', (ctx) => ctx.reply('Hello! Choose a section with a button below or send /menu.'));
bot.command('help', (ctx) => ctx.reply('How to start: send /start.\n\nLeave any step with /cancel.'));
bot.command('language', async (ctx) => {
  ctx.session.asked = true;
  const buttons = new InlineKeyboard().text('Russian', 'ru').text('English', 'en');
  await ctx.reply('Which language shall I speak?', { reply_markup: buttons });
});
bot.hears('English', async (ctx) => {
  Object.assign(ctx.session, { language: 'en', asked: false });
  await ctx.reply('I speak English from now on.');
});

process.on('disconnect', () => process.exit(0));
await bot.init();
process.send?.('ready');
if (sideBySide) await pollSideBySide();
else await bot.start({ drop_pending_updates: false });

/** As a runner does: a batch is confirmed before it is worked, and each chat keeps its order. */
async function pollSideBySide(): Promise<void> {
  const chats = new Map<number | undefined, Promise<void>>();
  for (let offset = 0; ; ) {
    for (const update of await bot.api.getUpdates({ offset, timeout: 30 })) {
      offset = update.update_id + 1;
      const chat = update.message?.chat.id;
      const one = (chats.get(chat) ?? Promise.resolve()).then(() => bot.handleUpdate(update));
      chats.set(chat, one);
    }
  }
}
