import { LOCALES, type Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { MenuCommand } from '#modules/conversations/index.ts';
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

/**
 * Makes the bot's standing settings what they should be, changing only what differs. Throws OuterError
 * when Telegram could not be asked; what it refuses for good, and a menu it did not take, is only logged.
 */
export const createSetup = ({
  client,
  webhook,
  log,
}: {
  client: Client;
  /** Absent when polling. */
  webhook: { readonly url: string; readonly secret: string } | undefined;
  log: Log;
}) => {
  const { api } = client;

  const setWebhook = async ({ url, secret }: { url: string; secret: string }): Promise<void> => {
    const known = await api.getWebhookInfo();
    const same =
      known.url === url &&
      known.max_connections === MAX_CONNECTIONS &&
      known.allowed_updates?.toSorted().join() === UPDATE_KINDS.toSorted().join();
    if (same) return;
    await api.setWebhook({
      url,
      secret_token: secret,
      allowed_updates: UPDATE_KINDS,
      max_connections: MAX_CONNECTIONS,
    });
    log.info('told Telegram where the webhook is');
  };

  /** Russian is for everyone whose language we do not speak, as everywhere in the product. */
  const setMenu = async (locale: Locale, commands: readonly MenuCommand[]): Promise<void> => {
    const language = locale === 'ru' ? {} : { language_code: locale };
    const wanted = menuOf(commands);
    const known = await api.getMyCommands(language);
    if (
      JSON.stringify(known.map(({ command, description }) => ({ command, description }))) ===
      JSON.stringify(wanted)
    )
      return;
    await api.setMyCommands({ commands: wanted, ...language });
  };

  return async (commands: Readonly<Record<Locale, readonly MenuCommand[]>>): Promise<void> => {
    try {
      const { id, username } = await client.me();
      log.info(
        { bot_id: id, bot: `@${username}`, mode: webhook ? 'webhook' : 'polling' },
        'Telegram knows the bot',
      );
      if (webhook) await setWebhook(webhook);
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
      await setMenu(locale, commands[locale]).catch((error: unknown) =>
        log.warn({ locale, reason: failureOf(error).reason }, 'the commands menu could not be set'),
      );
  };
};
