import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Tx } from '#platform/db/database.ts';
import type { FileStorage } from '#platform/storage/storage.ts';

export type FileRemoval = ReturnType<typeof createFileRemoval>;

/** Takes files away for good, whoever has them. */
export const createFileRemoval = ({ storage, clock }: { storage: FileStorage; clock: Clock }) => {
  /**
   * Makes these files, and the unclaimed uploads of these accounts (`channel:account`), unknown to everybody. Answers
   * what removes their content: call it after the commit. If nobody does, or the content is still on its way, `sweep`
   * finds them as unclaimed uploads within two hours.
   */
  const remove = async (
    tx: Tx,
    { ids, accounts }: { readonly ids: readonly string[]; readonly accounts: readonly string[] },
  ): Promise<(() => Promise<void>) | undefined> => {
    const { rows } = await sql<{ id: string }>`
      update files
      set conversation_id = null, account = null, source = null, name = '', created_at = ${new Date(clock.now())}
      where id = any(${ids}::uuid[]) or account = any(${accounts}::text[])
      returning id
    `.execute(tx);
    if (rows.length === 0) return undefined;
    return async () => {
      for (const { id } of rows) await storage.remove(id);
    };
  };

  return { remove };
};
