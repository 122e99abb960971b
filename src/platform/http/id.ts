import { z } from 'zod';

/** An id of ours as a client sends it: capitals name the same thing, and are written small from here on. */
export const Id = z.uuid().toLowerCase();
