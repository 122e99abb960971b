import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTelegramControl, type TelegramControl } from '#test/fakes/telegram/control.ts';

/** A fake Telegram that nobody kills: what it remembers is the truth about what people saw. */
export interface ChaosTelegram {
  readonly url: string;
  readonly token: string;
  readonly control: TelegramControl;
  /** Updates that the bot has not acknowledged yet. */
  pending(): Promise<number>;
  stop(): Promise<void>;
}

export const startTelegram = async (): Promise<ChaosTelegram> => {
  const child = fork(fileURLToPath(new URL('telegram-process.ts', import.meta.url)), [], { execArgv: [] });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const control = createTelegramControl(url);
  const { token } = await control.bots();
  return {
    url,
    token,
    control,
    pending: async () => (await control.state()).bots[0]?.pending_updates ?? 0,
    stop: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
};
