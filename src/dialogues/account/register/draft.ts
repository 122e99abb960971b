import { z } from 'zod';

/** What is known at each step of a registration: every step knows what those before it asked. */
const name = z.object({
  /** The dialogue to go back to; empty: none. */
  onward: z.string(),
});
const kind = name.extend({ name: z.string() });
const company = kind.extend({});
const taken = kind.extend({ company: z.string() });
const phone = kind.extend({ company: z.string().nullable() });
const known = phone.extend({ phone: z.string(), verified: z.boolean(), proven: z.boolean() });
const address = phone.extend({ phone: z.string(), verified: z.boolean() });
const hours = address.extend({ address: z.string() });
const email = hours.extend({ hours: z.string() });
const password = email.extend({ email: z.string().nullable() });

export const data = { name, kind, company, taken, phone, known, address, hours, email, password };

/** All that was asked when it comes to the password. */
export type Draft = z.output<typeof password>;
