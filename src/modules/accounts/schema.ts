import { z } from 'zod';
import { LOCALES } from '#kernel/locale.ts';
import { ALL_PERMISSIONS, type Permission, ROLES } from '#modules/access/index.ts';
import { Id } from '#platform/http/id.ts';

const PERMISSION_NAMES = ALL_PERMISSIONS as readonly [Permission, ...Permission[]];

/** Bounded, so that nobody hashes megabytes; the rules for new passwords are in password.ts. */
const password = z.string().min(1).max(1_000);
const code = z.string().trim().min(1).max(64);

export const LoginRequest = z.strictObject({ login: z.string().trim().min(1).max(254), password });
export const CodeRequest = z.strictObject({
  code: code.describe('Six digits of the authenticator app, or a recovery code'),
});
export const PasswordProof = z.strictObject({ password });
export const PasswordChange = z.strictObject({ current: password, password });
export const PasswordLinkRequest = z.strictObject({ login: z.string().trim().min(1).max(254) });
export const PasswordLinkUse = z.strictObject({ token: z.string().min(1).max(200), password });
export const OwnId = z.strictObject({ id: Id });

/** What the panel knows of whoever opens it. */
export const SessionState = z
  .object({
    stage: z.enum(['none', 'code', 'open']).describe('`code`: the second factor is awaited'),
    person: z
      .object({
        id: z.uuid(),
        name: z.string(),
        login: z.string(),
        locale: z.enum(LOCALES).nullable(),
        roles: z.array(z.enum(ROLES)),
      })
      .optional(),
    may: z.array(z.enum(PERMISSION_NAMES)).optional().describe('What this person is allowed to do'),
    csrf: z.string().optional().describe('Send it as `x-csrf-token` with every POST, PUT, PATCH and DELETE'),
    must_change: z.boolean().optional().describe('The password was made by the office: ask for a new one'),
    totp: z.boolean().optional().describe('Whether the second factor is on'),
    expires_at: z.iso.datetime().optional().describe('When the session ends if nothing happens'),
  })
  .meta({ id: 'SessionState' });

export const SessionList = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      created_at: z.iso.datetime(),
      seen_at: z.iso.datetime(),
      address: z.string(),
      agent: z.string(),
      current: z.boolean(),
    }),
  ),
});

export const SessionsEnded = z.object({ ended: z.int() });

export const TotpEnrolment = z.object({
  secret: z.string().describe('Base32, to type where a picture cannot be scanned'),
  uri: z.string().describe('`otpauth://…`, to show as a QR code'),
});

export const RecoveryCodes = z.object({ recovery_codes: z.array(z.string()) });

export const ChatLink = z.strictObject({
  code: z.string().trim().min(1).max(64).describe('What the office has answered to `/link` in the chat'),
  password,
});

export const LinkedChats = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      channel: z.string(),
      account: z.string(),
      title: z.string().describe('As the channel names the person; may be empty'),
      linked_at: z.iso.datetime(),
    }),
  ),
});
