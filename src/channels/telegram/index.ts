import { systemClock } from '#kernel/time.ts';
import type { Channel } from '#modules/conversations/index.ts';
import type { Log } from '#platform/log/log.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { createClient, TIMEOUTS, type Timeouts } from './client.ts';
import type { TelegramConfig } from './config.ts';
import { failureOf } from './errors.ts';
import { createFileFetcher } from './files.ts';
import { createGate } from './gate.ts';
import { createListener, PATIENCE, type Patience } from './listen.ts';
import { createPictures, type OpenContent } from './pictures.ts';
import { createReceiver } from './receive.ts';
import { createRemover } from './remove.ts';
import { createReport } from './report.ts';
import { createRoutes } from './routes.ts';
import { createSender } from './send.ts';
import { createSetup, menuOf } from './setup.ts';
import { createStatus, type Sightings } from './status.ts';
import { webhookSecret, webhookUrl } from './webhook.ts';

/** Telegram as a channel, and what this process saw of it. */
export interface Telegram extends Channel {
  seen(): Sightings;
}

/** Builds the Telegram channel; `publicUrl` is needed in webhook mode. */
export const createTelegram = ({
  config,
  secretKey,
  publicUrl,
  openPicture,
  openFile,
  log,
  metrics,
  timeouts = TIMEOUTS,
  patience = PATIENCE,
}: {
  config: TelegramConfig;
  /** The webhook's secret is derived from it. */
  secretKey: string;
  publicUrl: string | undefined;
  /** Absent: messages go without their pictures. */
  openPicture?: OpenContent;
  /** Absent: lines stand for files. */
  openFile?: OpenContent;
  log: Log;
  metrics: Metrics;
  timeouts?: Timeouts;
  patience?: Patience;
}): Telegram => {
  const clock = systemClock;
  const status = createStatus({ metrics, log, clock });
  const client = createClient({
    token: config.token,
    apiRoot: config.apiRoot,
    timeouts,
    observe: status.observe,
  });
  const { api, uploads } = client;
  const pictures = openPicture && createPictures({ open: openPicture });
  const gate = createGate({ allowed: new Set(config.allowedChats), api, clock, log });
  const receive = createReceiver({ client, gate, status, log });
  const webhook = config.mode === 'webhook' ? webhookOf(config, secretKey, publicUrl) : undefined;
  const mayRemoveWebhook = config.modeExplicit;
  const setup = createSetup({ client, webhook, mayRemoveWebhook, log });
  const ignore = (error: unknown) => log.debug({ reason: failureOf(error).reason }, 'a courtesy call failed');

  return {
    inbox: 'telegram',
    name: 'telegram',
    capabilities: {
      buttons: true,
      edits: true,
      contacts: true,
      maxText: 4096,
      ...(pictures ? { maxCaption: 1024 } : {}),
      ...(openFile ? { files: true } : {}),
    },
    pace: {
      private: { perSecond: config.rateChat, burst: 3 },
      group: { perSecond: 20 / 60, burst: 3 },
      whole: { perSecond: config.rateTotal, burst: 2 },
    },
    send: createSender({ api, uploads, pictures, openFile, clock }),
    typing: async (address) => {
      await api.sendChatAction({ chat_id: Number(address), action: 'typing' }).catch(ignore);
    },
    remove: createRemover({ api: client.hasty }),
    offer: async (address, commands) => {
      const scope = { type: 'chat', chat_id: Number(address) } as const;
      await api.setMyCommands({ commands: menuOf(commands), scope }).catch(ignore);
    },
    fetchFile: createFileFetcher({ api, token: config.token, apiRoot: config.apiRoot }),
    prepare: setup.prepare,
    setUp: setup.setUp,
    status: createReport({ client, mode: config.mode, webhookUrl: webhook?.url, seen: status.current }),
    ...(webhook
      ? { routes: createRoutes({ secret: webhook.secret, receive, log }) }
      : {
          listen: createListener({ client, receive, mayRemoveWebhook, log, patience }),
        }),
    seen: status.current,
  };
};

const webhookOf = ({ token }: TelegramConfig, secretKey: string, publicUrl: string | undefined) => {
  if (publicUrl === undefined) throw new Error('a webhook needs a public address');
  const secret = webhookSecret(secretKey, token);
  return { secret, url: webhookUrl(publicUrl, secret) };
};
