/** What rides along with an error: seconds to wait, or the id of the supergroup that replaced a group. */
export interface RefusalParameters {
  readonly retry_after?: number;
  readonly migrate_to_chat_id?: number;
}

/** A call that the Bot API refuses: its code is both HTTP status and `error_code`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  readonly parameters: RefusalParameters | undefined;

  constructor(code: number, description: string, parameters?: RefusalParameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (text: string, parameters?: RefusalParameters): Refusal =>
  new Refusal(400, `Bad Request: ${text}`, parameters);

export const forbidden = (text: string): Refusal => new Refusal(403, `Forbidden: ${text}`);

export const conflict = (text: string): Refusal => new Refusal(409, `Conflict: ${text}`);

export const tooMany = (seconds: number): Refusal =>
  new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

/** Known to the Bot API, unknown to this fake: a visible gap instead of a pretended success. */
export const notImplemented = (what: string): Refusal =>
  new Refusal(501, `Not Implemented: the fake does not support ${what}`);
