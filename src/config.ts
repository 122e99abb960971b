import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { telegramProblems, telegramSlice, telegramWarnings } from '#channels/telegram/config.ts';
import { webchatSlice } from '#channels/webchat/config.ts';
import { gigachatSlice } from '#integrations/gigachat/config.ts';
import { onecSlice, onecWarnings } from '#integrations/onec/config.ts';
import { openaiSlice, openaiWarnings } from '#integrations/openai/config.ts';
import { matchSlice } from '#modules/assistant/match/config.ts';
import { imageSlice } from '#modules/catalogue/images/config.ts';
import { peopleSlice } from '#modules/people/config.ts';
import { searchSlice } from '#modules/search/replica/config.ts';
import { webhookSlice } from '#modules/webhooks/config.ts';
import { addUnnamed, type ConfigProblem, readSlice, type Stage } from '#platform/config/slice.ts';
import { coreSlice } from './core-config.ts';

/** Every slice, in the order of `.env.example` and of docs/env.md. */
export const slices = [
  coreSlice,
  peopleSlice,
  telegramSlice,
  webchatSlice,
  onecSlice,
  imageSlice,
  searchSlice,
  gigachatSlice,
  openaiSlice,
  matchSlice,
  webhookSlice,
] as const;

/** All settings, typed and frozen; `warnings` are allowed but should be said aloud. */
export interface Config {
  readonly core: ReturnType<typeof coreSlice.build>;
  readonly people: ReturnType<typeof peopleSlice.build>;
  readonly telegram: ReturnType<typeof telegramSlice.build>;
  readonly webchat: ReturnType<typeof webchatSlice.build>;
  readonly onec: ReturnType<typeof onecSlice.build>;
  readonly shop: ReturnType<typeof imageSlice.build>;
  readonly search: ReturnType<typeof searchSlice.build>;
  readonly gigachat: ReturnType<typeof gigachatSlice.build>;
  readonly openai: ReturnType<typeof openaiSlice.build>;
  readonly match: ReturnType<typeof matchSlice.build>;
  readonly webhooks: ReturnType<typeof webhookSlice.build>;
  readonly warnings: readonly string[];
}

/** The configuration cannot be used; the message lists every problem, one a line, naming its key. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(problems: readonly ConfigProblem[]) {
    super(
      `The configuration cannot be used:\n${problems.map(({ key, problem }) => `- ${key} ${problem}`).join('\n')}`,
    );
  }
}

/** Builds the configuration from variables; throws ConfigError with everything that is wrong. */
export const loadConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const problems: ConfigProblem[] = [];
  const stage: Stage = env.NODE_ENV?.trim() === 'production' ? 'production' : 'development';
  const core = readSlice(coreSlice, env, problems, stage);
  const people = readSlice(peopleSlice, env, problems, stage);
  const telegram = readSlice(telegramSlice, env, problems, stage);
  const webchat = readSlice(webchatSlice, env, problems, stage);
  const onec = readSlice(onecSlice, env, problems, stage);
  const shop = readSlice(imageSlice, env, problems, stage);
  const search = readSlice(searchSlice, env, problems, stage);
  const gigachat = readSlice(gigachatSlice, env, problems, stage);
  const openai = readSlice(openaiSlice, env, problems, stage);
  const match = readSlice(matchSlice, env, problems, stage);
  const webhooks = readSlice(webhookSlice, env, problems, stage);
  addUnnamed(problems, telegramProblems(telegram, core.publicUrl));
  const tokenIsWrong = problems.some(({ key }) => key.endsWith('BOT_TOKEN'));
  if (core.roles.explicit && core.roles.roles.includes('bot') && !telegram.channel && !tokenIsWrong)
    problems.push({
      key: 'BOT_TOKEN',
      problem: '(or TELEGRAM_BOT_TOKEN) must be set, because KONTORA_ROLES asks for the bot',
    });
  if (problems.length > 0) throw new ConfigError(problems);
  const warnings = [
    ...telegramWarnings(telegram, stage),
    ...onecWarnings(onec, stage),
    ...openaiWarnings(openai),
  ];
  return deepFreeze({
    core,
    people,
    telegram,
    webchat,
    onec,
    shop,
    search,
    gigachat,
    openai,
    match,
    webhooks,
    warnings,
  });
};

/** The environment of this process, with `.env` of the working folder under it. */
export const readEnvironment = (): Readonly<Record<string, string | undefined>> => ({
  ...(existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}),
  ...process.env,
});

const deepFreeze = <T extends object>(value: T): T => {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
};
