/** Somebody who talks to the office, over whatever channel; a story is told by actors. */
export interface Actor {
  readonly channel: ChannelName;
  /** In E.164. */
  readonly phone: string;
  says(text: string): Promise<void>;
  /** Presses the button or the key with this label, as the newest message shows it. */
  presses(label: string): Promise<void>;
  /** Shares the own phone: vouched for where the channel can, typed where it cannot. */
  sharesPhone(): Promise<void>;
  sends(file: { name: string; content: Uint8Array; caption?: string }): Promise<void>;
  /** The last thing said or pressed arrives once more, as an unsure network delivers it. */
  repeats(): Promise<void>;
  /** The next message of the office that fits, skipping none that came before it silently: answers its text. */
  hears(pattern: RegExp): Promise<string>;
  /** The content of the file with this name that the office sends. */
  gets(name: string): Promise<Buffer>;
  /** Everything the office said so far, oldest first, as it reads now. */
  heard(): Promise<readonly string[]>;
  /** The newest message of the office as it stands now. */
  sees(): Promise<Sight>;
  /** Labels of the persistent keyboard. */
  keys(): Promise<readonly string[]>;
}

/** A message as somebody sees it. */
export interface Sight {
  readonly text: string;
  readonly picture: boolean;
  /** Labels in rows. */
  readonly buttons: readonly (readonly string[])[];
}

export const CHANNELS = ['telegram', 'webchat'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** An actor waited in vain; the message shows what was heard instead. */
export const unheard = (pattern: RegExp, since: readonly string[]): Error =>
  new Error(
    `waited for ${pattern}, heard since then:\n${since.map((text) => `- ${text}`).join('\n') || '(nothing)'}`,
  );
