import type { Result } from '#kernel/result.ts';
import type { FileRef } from '#modules/files/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';

/** A topic of an organization with the office. */
export interface Question {
  readonly id: string;
  readonly title: string;
  readonly organizationId: string | null;
  readonly personId: string;
  readonly orderId: string | null;
  readonly productId: number | null;
  readonly messages: number;
  /** Messages the reader has not read. */
  readonly unread: number;
  readonly lastAt: Date;
  readonly closedAt: Date | null;
}

/** An attachment; `stored`: its content is (still) here. */
export interface AttachedFile extends FileRef {
  readonly stored: boolean;
}

export interface QuestionMessage {
  readonly id: number;
  readonly byOffice: boolean;
  readonly authorId: string | null;
  /** As it was then. */
  readonly authorName: string;
  readonly text: string;
  readonly files: readonly AttachedFile[];
  readonly at: Date;
}

/** What somebody says in a question: words, attachments, or both. */
export interface QuestionWords {
  /** At most 4 000 characters. */
  readonly text: string;
  readonly files?: readonly FileRef[];
}

/** Questions as customers ask them: those of their organizations, and of their own before they registered. */
export interface CustomerQuestions {
  list(
    db: Database,
    wish: { readonly personId: string; readonly page: number; readonly size: number },
  ): Promise<{
    readonly items: readonly Question[];
    readonly page: number;
    readonly pages: number;
    readonly total: number;
  }>;
  /** With its last messages, oldest first; undefined: none, or not theirs. */
  read(
    db: Database,
    wish: { readonly personId: string; readonly questionId: string; readonly last: number },
  ): Promise<{ readonly question: Question; readonly messages: readonly QuestionMessage[] } | undefined>;
  /** Notes that everything up to now was shown. */
  seen(
    tx: Tx,
    wish: { readonly personId: string; readonly questionId: string },
  ): Promise<Result<undefined, never>>;
  /** `title`: absent: the beginning of the text. An order or product must be one the person may see. */
  ask(
    tx: Tx,
    wish: QuestionWords & {
      /** What it is to be called; absent: a new one. */
      readonly id?: string;
      readonly personId: string;
      readonly name: string;
      readonly title?: string;
      readonly orderId?: string | null;
      readonly productId?: number | null;
    },
  ): Promise<Result<Question, 'invalid' | 'too_many' | 'missing'>>;
  /** A closed one is open again. */
  write(
    tx: Tx,
    wish: QuestionWords & { readonly personId: string; readonly name: string; readonly questionId: string },
  ): Promise<Result<Question, 'invalid' | 'missing' | 'too_many'>>;
  close(
    tx: Tx,
    wish: { readonly personId: string; readonly questionId: string },
  ): Promise<Result<undefined, 'missing'>>;
}
