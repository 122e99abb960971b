/** The fake Telegram as a process of its own; tells its address to the parent and ends with it. */
import { startFakeTelegram } from '#test/fakes/telegram/server.ts';

// A failed webhook is tried again after a quarter of Telegram's delays.
const fake = await startFakeTelegram({ limits: false, local: true, webhookTimeScale: 0.25 });
// A Ctrl+C in a terminal reaches us too: the parent decides when we end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => void fake.stop());
process.send?.({ url: fake.url });
