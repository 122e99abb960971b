/** More buttons than a message has. */
const PLACES = 1_000;

/** A place under a message, as the message looked in a version of it; absent: when it was said. */
interface Place {
  readonly messageId: number;
  readonly button: number;
  readonly version?: number;
}

/**
 * The number by which clients press a button. A message that is rewritten gives its buttons other numbers: whoever taps
 * twice has pressed what they saw, and not what came in its place.
 */
export const buttonNumber = ({ messageId, button, version = messageId }: Place): number =>
  version === messageId ? button : version * PLACES + button;

/** The highest number that clients may send. */
export const MAX_BUTTON_NUMBER = Number.MAX_SAFE_INTEGER;

/** Which button of a message has this number. */
export const buttonOf = (messageId: number, number: number): Required<Place> => {
  const version = Math.floor(number / PLACES);
  return { messageId, button: number % PLACES, version: version === 0 ? messageId : version };
};
