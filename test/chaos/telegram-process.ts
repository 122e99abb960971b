/** The fake Telegram as a process of its own; tells its address to the parent and ends with it. */
import { startFakeTelegram } from '#test/fakes/telegram/server.ts';

const fake = await startFakeTelegram({ limits: false, local: true });
process.on('disconnect', () => void fake.stop());
process.send?.({ url: fake.url });
