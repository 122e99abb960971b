import { LOCALES, type Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { MenuCommand, Menus, SetUpStep } from '#modules/conversations/index.ts';
import type { Log } from '#platform/log/log.ts';
import type { Client } from './client.ts';
import { failureOf, outerErrorOf } from './errors.ts';
import { UPDATE_KINDS } from './update.ts';

/** Deliveries that Telegram may have open at once. */
const MAX_CONNECTIONS = 40;
const MAX_DESCRIPTION = 256;
const MAX_COMMANDS = 100;

/** A menu within the limits of Telegram. */
export const menuOf = (commands: readonly MenuCommand[]): MenuCommand[] =>
  commands
    .slice(0, MAX_COMMANDS)
    .map(({ command, description }) => ({ command, description: shorten(description, MAX_DESCRIPTION) }));

/** Makes the bot's standing settings what they should be: at every start, and when a person wants it. */
export const createSetup = ({
  client,
  webhook,
  mayRemoveWebhook,
  log,
}: {
  client: Client;
  /** Absent when polling. */
  webhook: { readonly url: string; readonly secret: string } | undefined;
  /** Polling was asked for in so many words: a webhook may be removed for it. */
  mayRemoveWebhook: boolean;
  log: Log;
}) => {
  const { api } = client;

  const setWebhook = async ({ url, secret }: { url: string; secret: string }): Promise<void> => {
    await api.setWebhook({
      url,
      secret_token: secret,
      allowed_updates: UPDATE_KINDS,
      max_connections: MAX_CONNECTIONS,
    });
    log.info('told Telegram where the webhook is');
  };

  const isSet = async (url: string): Promise<boolean> => {
    const known = await api.getWebhookInfo();
    return (
      known.url === url &&
      known.max_connections === MAX_CONNECTIONS &&
      known.allowed_updates?.toSorted().join() === UPDATE_KINDS.toSorted().join()
    );
  };

  /** Russian is for everyone whose language we do not speak, as everywhere in the product. */
  const setMenu = async (locale: Locale, commands: readonly MenuCommand[]): Promise<'set' | 'kept'> => {
    const language = locale === 'ru' ? {} : { language_code: locale };
    const wanted = menuOf(commands);
    const known = await api.getMyCommands(language);
    if (
      JSON.stringify(known.map(({ command, description }) => ({ command, description }))) ===
      JSON.stringify(wanted)
    )
      return 'kept';
    await api.setMyCommands({ commands: wanted, ...language });
    return 'set';
  };

  /**
   * At a start: changes only what differs. Throws OuterError when Telegram could not be asked; what it
   * refuses for good, and a menu it did not take, is only logged.
   */
  const prepare = async (menus: Menus): Promise<void> => {
    try {
      const { id, username } = await client.me();
      log.info(
        { bot_id: id, bot: `@${username}`, mode: webhook ? 'webhook' : 'polling' },
        'Telegram knows the bot',
      );
      if (webhook && !(await isSet(webhook.url))) await setWebhook(webhook);
    } catch (error) {
      const failure = failureOf(error);
      const outer = outerErrorOf(failure);
      if (outer.kind !== 'refused') throw outer;
      // A refused token has its own alarm (status.ts).
      if (failure.kind !== 'unauthorized')
        log.error({ reason: failure.reason }, 'Telegram does not accept the webhook as it is configured');
      return;
    }
    for (const locale of LOCALES)
      await setMenu(locale, menus[locale]).catch((error: unknown) =>
        log.warn({ locale, reason: failureOf(error).reason }, 'the commands menu could not be set'),
      );
  };

  /** For a person: tells Telegram everything once more, step by step. */
  const setUp = async (menus: Menus): Promise<readonly SetUpStep[]> => {
    const account = await attempt('account', async () => {
      await api.getMe();
      return 'kept';
    });
    if (account.outcome === 'refused') return [account];
    return [
      account,
      await attempt('webhook', webhook ? () => setWebhook(webhook).then(() => 'set') : removeWebhook),
      await attempt('menu', async () => {
        const outcomes = [];
        for (const locale of LOCALES) outcomes.push(await setMenu(locale, menus[locale]));
        return outcomes.includes('set') ? 'set' : 'kept';
      }),
    ];
  };

  /** Polling gets nothing while a webhook is set. */
  const removeWebhook = async (): Promise<'kept' | 'removed'> => {
    const { url } = await api.getWebhookInfo();
    if (!url) return 'kept';
    if (!mayRemoveWebhook)
      throw new Error('a webhook is set, and only TELEGRAM_MODE=polling lets us remove it');
    await api.deleteWebhook({ drop_pending_updates: false });
    return 'removed';
  };

  const attempt = async (
    what: SetUpStep['what'],
    work: () => Promise<SetUpStep['outcome']>,
  ): Promise<SetUpStep> => {
    try {
      return { what, outcome: await work(), reason: null };
    } catch (error) {
      return { what, outcome: 'refused', reason: failureOf(error).reason };
    }
  };

  return { prepare, setUp };
};
