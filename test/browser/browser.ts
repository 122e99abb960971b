import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import packed from '../../node_modules/@sparticuz/chromium/package.json' with { type: 'json' };

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/** Keeps the browser off the network and gives the same picture on every machine. */
const ARGS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--lang=en-US',
];

/**
 * Starts Chromium: the one at `CHROMIUM_PATH`, else the one of the npm package, which needs nothing installed.
 * Throws when there is none: a browser test never passes unseen.
 */
export const openBrowser = async (): Promise<Browser> => {
  const own = process.env.CHROMIUM_PATH;
  if (own !== undefined && !existsSync(own)) throw new Error(`CHROMIUM_PATH names no file: ${own}`);
  const { executablePath, env } = own === undefined ? await unpacked() : { executablePath: own, env: {} };
  // Without a locale Chromium cannot write a Russian name of a download.
  return chromium.launch({ executablePath, args: ARGS, env: { ...process.env, LC_ALL: 'C.UTF-8', ...env } });
};

interface Unpacked {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The packed Chromium, unpacked once per installation, with the libraries and the font that a bare system lacks. */
const unpacked = async (): Promise<Unpacked> => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      `no Chromium is packed for ${process.platform} ${process.arch}: set CHROMIUM_PATH to a Chromium or Chrome`,
    );
  const home = join(CACHE, `chromium-${packed.version}`);
  if (!existsSync(home)) await unpackInto(home);
  // The folder may have been moved or copied since: then the fonts are elsewhere too.
  const fonts = join(home, 'fonts.conf');
  if ((await readFile(fonts, 'utf8')) !== fontsOf(home)) await writeFile(fonts, fontsOf(home));
  return {
    executablePath: join(home, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(home, 'al2023/lib'),
      FONTCONFIG_FILE: fonts,
    },
  };
};

/** Unpacks beside and renames, so that other processes see all of it or nothing. */
const unpackInto = async (home: string): Promise<void> => {
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(`${home}-`);
  try {
    // The package unpacks into the temporary folder, and its libraries only where it believes to be on AWS.
    const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env,
      cwd: import.meta.dirname,
    });
    await mkdir(join(draft, 'font-cache'));
    await writeFile(join(draft, 'fonts.conf'), fontsOf(home));
    await rename(draft, home);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw new Error('the packed Chromium could not be unpacked', { cause: error });
  }
};

/** Only the packed font: pictures are the same everywhere. */
const fontsOf = (home: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <cachedir>${home}/font-cache</cachedir>
</fontconfig>
`;
