import { z } from 'zod';

const In = z.object({ organizationId: z.uuid() });
const OfMember = In.extend({ personId: z.uuid() });
/** What is asked once more before it is done. */
export const Sure = OfMember.extend({ act: z.enum(['remove', 'hand-over', 'leave']) });

/** What each page remembers. */
export const data = {
  card: In,
  choice: z.object({}),
  members: In,
  member: OfMember,
  sure: Sure,
  name: In,
  addresses: In,
  address: In,
  invitation: In,
  requests: In,
  request: z.object({ id: z.uuid() }),
};
