import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import type { Channel } from '#modules/conversations/index.ts';
import { HttpError } from '#platform/http/problems.ts';
import type { Log } from '#platform/log/log.ts';
import { failureOf } from './errors.ts';
import type { Receive } from './receive.ts';
import { isSecret, WEBHOOK_PATH } from './webhook.ts';

/** The largest update that is read; Telegram's own stay far below. */
const BODY_BYTES = 8 * 1024 * 1024;

/**
 * The webhook: stored is answered with 200 at once, not stored with 503, upon which Telegram delivers
 * again. Whoever does not know the secret is turned away before the body is read.
 */
export const createRoutes =
  ({
    secret,
    receive,
    log,
  }: {
    secret: string;
    receive: Receive;
    log: Log;
  }): NonNullable<Channel['routes']> =>
  (http, hear) => {
    http.post(
      WEBHOOK_PATH,
      {
        config: { permission: 'public', limit: false },
        bodyLimit: BODY_BYTES,
        schema: { hide: true },
        onRequest: async (request) => {
          if (!isSecret(request.headers['x-telegram-bot-api-secret-token'], secret))
            throw new AppError('unauthorized', 'the secret token is wrong');
        },
      },
      async (request, reply) => {
        if (!Delivery.safeParse(request.body).success) throw new HttpError(400, 'this is no update');
        try {
          await receive([request.body], hear);
        } catch (error) {
          log.error({ reason: failureOf(error).reason }, 'an update could not be stored');
          throw new AppError('unavailable', 'the update could not be stored', { retryAfter: 1 });
        }
        return reply.code(200).send();
      },
    );
  };

const Delivery = z.object({ update_id: z.int() });
