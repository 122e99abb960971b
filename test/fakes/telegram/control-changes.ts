import { ControlError } from './control-error.ts';
import type { Checked, schemas } from './control-schema.ts';
import { describeBot } from './control-views.ts';
import type { Telegram } from './telegram.ts';
import { createWebAppData } from './webapp.ts';

/** Control routes that change something, by name; each gets a checked body and returns its JSON answer. */
export type Changes = { readonly [Route in keyof typeof schemas]?: (body: Checked<Route>) => unknown };

/** What tests and the page may do: act as users, set faults, limits and time. */
export function createChanges(telegram: Telegram): { readonly post: Changes; readonly put: Changes } {
  const { world, actions, members, faults, limits, clock, settings } = telegram;

  const personNamed = (userId: number | undefined) => {
    const person = world.people.get(userId ?? 0);
    if (!person) throw new ControlError(404, `no user ${userId}`);
    return person;
  };

  return {
    post: {
      bots: (body) => describeBot(world.addBot(body), true),
      users({ started, ...body }) {
        const person = world.addPerson(body);
        if (started) world.openPrivate(telegram.botOf(undefined), person);
        return { ...person.user, phone: person.phone };
      },
      chats({ type, user_id, bot_status, ...body }) {
        if (type !== 'private') return world.addRoom({ ...body, type, seat: bot_status }).chat;
        return world.openPrivate(telegram.botOf(undefined), personNamed(user_id)).chat;
      },
      message: actions.message,
      press: actions.press,
      callback: actions.callback,
      contact: actions.contact,
      update: actions.update,
      again: actions.again,
      delete: actions.remove,
      member: members.change,
      webapp({ bot_id, user_id, start_param, auth_date = clock.seconds() }) {
        const { user, token } = telegram.botOf(bot_id);
        const query_id = `AAF${user_id}${auth_date}`;
        const person = personNamed(user_id);
        return createWebAppData({
          botId: user.id,
          token,
          user: person.user,
          start_param,
          auth_date,
          query_id,
        });
      },
      faults: faults.add,
      token: ({ bot_id, revoked }) => telegram.revoke(telegram.botOf(bot_id), revoked),
    },
    put: {
      limits(body) {
        const known = limits.settings;
        limits.settings = {
          enabled: body.enabled ?? known.enabled,
          private: body.private ?? known.private,
          group: body.group ?? known.group,
          global: body.global ?? known.global,
        };
        return limits.settings;
      },
      clock({ advance_ms }) {
        clock.advance(advance_ms);
        return { now: clock.now() };
      },
      options({ local, webhook_time_scale }) {
        settings.local = local ?? settings.local;
        settings.webhookTimeScale = webhook_time_scale ?? settings.webhookTimeScale;
        return settings;
      },
    },
  };
}
