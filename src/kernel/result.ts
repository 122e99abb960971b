/** An expected outcome: a value, or a refusal whose every reason the caller must handle. */
export type Result<T, Reason extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Reason };

/** Wraps a value as success. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** An expected "no", named by its reason; never a text for humans. */
export const refuse = <Reason extends string>(reason: Reason): Result<never, Reason> => ({
  ok: false,
  reason,
});
