import { BlockList, isIP } from 'node:net';
import { badRequest } from '../refusal.ts';
import { UPDATE_KINDS } from '../spec.ts';
import type { Handlers, MethodDeps } from './handlers.ts';

const PORTS = new Set(['', '443', '80', '88', '8443']);

/** Getting updates, by polling or by webhook. */
export function createUpdateMethods({ limits, isLocal }: MethodDeps): Handlers {
  return {
    getUpdates(bot, { offset, limit, timeout, allowed_updates }, { gone }) {
      checkKinds(allowed_updates);
      if (timeout !== undefined && timeout < 0) throw badRequest('"timeout" must not be negative');
      bot.queue.allow(allowed_updates);
      return bot.polling.poll({ offset, limit, timeout }, gone);
    },

    setWebhook(bot, parameters) {
      const { url, secret_token, ip_address, max_connections, certificate } = parameters;
      checkKinds(parameters.allowed_updates);
      if (url !== '') checkUrl(url, isLocal());
      if (secret_token !== undefined) checkSecret(secret_token);
      limits.spendWebhookChange(bot);
      if (parameters.drop_pending_updates) bot.queue.clear();
      bot.queue.allow(parameters.allowed_updates);
      if (url === '') {
        bot.webhook.remove();
        return true;
      }
      bot.polling.endForWebhook();
      bot.webhook.set({
        url,
        secret_token,
        ip_address,
        max_connections,
        certificate: certificate !== undefined,
      });
      return true;
    },

    deleteWebhook(bot, { drop_pending_updates }) {
      if (drop_pending_updates) bot.queue.clear();
      bot.webhook.remove();
      return true;
    },

    getWebhookInfo: (bot) => bot.webhook.info(),
  };
}

function checkKinds(kinds: readonly string[] | undefined): void {
  const unknown = kinds?.find((kind) => !UPDATE_KINDS.includes(kind));
  if (unknown !== undefined) throw badRequest(`allowed_updates has the unknown kind "${unknown}"`);
}

function checkSecret(secret: unknown): void {
  if (typeof secret !== 'string' || secret === '') throw badRequest('secret token is empty');
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]+$/.test(secret)) throw badRequest('secret token contains unallowed characters');
}

function checkUrl(text: string, isLocal: boolean): void {
  if (!URL.canParse(text)) throw badRequest('bad webhook: invalid webhook URL specified');
  const url = new URL(text);
  if (isLocal && url.protocol === 'http:') return;
  if (url.protocol !== 'https:') {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (isLocal) return;
  if (!PORTS.has(url.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (host === 'localhost' || (version !== 0 && reserved.check(host, version === 6 ? 'ipv6' : 'ipv4'))) {
    throw badRequest(`bad webhook: IP address ${host} is reserved`);
  }
}

const reserved = new BlockList();
reserved.addSubnet('10.0.0.0', 8);
reserved.addSubnet('127.0.0.0', 8);
reserved.addSubnet('169.254.0.0', 16);
reserved.addSubnet('172.16.0.0', 12);
reserved.addSubnet('192.168.0.0', 16);
reserved.addAddress('::1', 'ipv6');
reserved.addSubnet('fc00::', 7, 'ipv6');
