import { describe, expect, it } from 'vitest';
import { imageSize } from './images.ts';
import { createRig, png } from './rig.ts';

const MB = 1024 * 1024;

const createUploader = async () => {
  const rig = await createRig();
  return {
    ...rig,
    async upload(method: string, field: string, file: Buffer<ArrayBuffer>, name = 'file.bin') {
      const form = new FormData();
      form.set('chat_id', String(rig.anna.id));
      form.set(field, new Blob([file]), name);
      const response = await fetch(`${rig.url}/bot${rig.bot.token}/${method}`, {
        method: 'POST',
        body: form,
      });
      return (await response.json()) as {
        description?: string;
        result?: { document?: { file_id: string } };
      };
    },
  };
};

describe('V22: sizes', () => {
  it('limits photos to 10 MB', async () => {
    const { upload } = await createUploader();
    expect(await upload('sendPhoto', 'photo', png(800, 600, 10 * MB))).toMatchObject({ ok: true });
    expect(await upload('sendPhoto', 'photo', png(800, 600, 10 * MB + 1))).toMatchObject({
      error_code: 400,
      description: `Bad Request: file of size ${10 * MB + 1} bytes is too big for a photo; the maximum size is ${10 * MB} bytes`,
    });
  });

  it('limits documents to 50 MB', async () => {
    const { upload } = await createUploader();
    expect(await upload('sendDocument', 'document', Buffer.alloc(50 * MB + 1))).toMatchObject({
      error_code: 400,
      description: expect.stringContaining('is too big for a document'),
    });
    expect(await upload('sendDocument', 'document', Buffer.alloc(0))).toMatchObject({
      description: 'Bad Request: file must be non-empty',
    });
  });

  it('limits downloads to 20 MB', async () => {
    const { anna, control, ok, refusal, updates } = await createRig();
    await control.message({ user_id: anna.id, document: { size: 20 * MB } });
    await control.message({ user_id: anna.id, document: { size: 20 * MB + 1 } });
    const ids = (await updates()).map(({ message }) => message?.document?.file_id);
    expect(await ok('getFile', { file_id: ids[0] })).toMatchObject({ file_size: 20 * MB });
    expect(await refusal('getFile', { file_id: ids[1] })).toBe('400 Bad Request: file is too big');
    expect(await refusal('getFile', { file_id: 'nonsense' })).toBe('400 Bad Request: invalid file_id');
  });

  it.each([
    [6000, 4001, /PHOTO_INVALID_DIMENSIONS/],
    [2100, 100, /PHOTO_INVALID_DIMENSIONS/],
    [0, 0, /IMAGE_PROCESS_FAILED/],
  ])('refuses a photo of %i × %i', async (width, height, problem) => {
    const { upload } = await createUploader();
    expect((await upload('sendPhoto', 'photo', png(width, height))).description).toMatch(problem);
  });
});

describe('photos and documents', () => {
  it('come in sizes, the whole one last', async () => {
    const { upload } = await createUploader();
    expect(await upload('sendPhoto', 'photo', png(900, 450))).toMatchObject({
      result: {
        photo: [
          { width: 90, height: 45 },
          { width: 900, height: 450, file_size: 64 },
        ],
      },
    });
  });

  it('can be sent again by id, as the same kind only', async () => {
    const { anna, upload, ok, refusal } = await createUploader();
    const { result } = await upload('sendDocument', 'document', Buffer.from('hello'), 'hello.txt');
    const file_id = result?.document?.file_id;
    expect(await ok('sendDocument', { chat_id: anna.id, document: file_id })).toMatchObject({
      document: { file_id },
    });
    expect(await refusal('sendPhoto', { chat_id: anna.id, photo: file_id })).toBe(
      "400 Bad Request: can't use file of type Document as Photo",
    );
    expect(await refusal('sendPhoto', { chat_id: anna.id, photo: 'nonsense' })).toMatch(
      /wrong file identifier/,
    );
    const remote = { chat_id: anna.id, photo: 'https://kontora.example/a.jpg' };
    expect(await refusal('sendPhoto', remote)).toMatch(/failed to get HTTP URL content/);
  });

  it('travel in albums', async () => {
    const { url, bot, anna } = await createRig();
    const form = new FormData();
    form.set('chat_id', String(anna.id));
    const media = ['a', 'b'].map((name) => ({ type: 'photo', media: `attach://${name}`, caption: name }));
    form.set('media', JSON.stringify(media));
    form.set('a', new Blob([png(100, 100)]), 'a.png');
    const send = () => fetch(`${url}/bot${bot.token}/sendMediaGroup`, { method: 'POST', body: form });
    expect(await (await send()).json()).toMatchObject({
      description: 'Bad Request: file "attach://b" is not part of the request',
    });
    form.set('b', new Blob([png(100, 100)]), 'b.png');
    const { result } = (await (await send()).json()) as { result: Record<string, unknown>[] };
    expect(result.map(({ caption }) => caption)).toEqual(['a', 'b']);
    expect(new Set(result.map(({ media_group_id }) => media_group_id)).size).toBe(1);
  });

  it('can be downloaded for an hour', async () => {
    const { url, bot, anna, control, ok, updates } = await createRig();
    const document = { content_base64: btoa('hello'), file_name: 'hello.txt', mime_type: 'text/plain' };
    await control.message({ user_id: anna.id, document, caption: 'for you' });
    const [update] = await updates();
    expect(update?.message).toMatchObject({ caption: 'for you', document: { file_name: 'hello.txt' } });
    const file_id = update?.message?.document?.file_id;
    const { file_path } = await ok<{ file_path: string }>('getFile', { file_id });
    const link = `${url}/file/bot${bot.token}/${file_path}`;
    expect(await (await fetch(link)).text()).toBe('hello');
    expect((await fetch(`${url}/file/bot123456:TEST-TOKEN-FOR-NOBODY/${file_path}`)).status).toBe(401);
    await control.clock({ advance_ms: 3600_000 });
    expect((await fetch(link)).status).toBe(404);
  });
});

describe('image sizes', () => {
  const bytes = (hex: string) =>
    Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.alloc(32)]);
  it.each([
    ['GIF', '47494638 3961 2c01 c800'],
    ['JPEG', 'ffd8 ffe0 0004 0000 ffc0 0011 08 00c8 012c'],
    ['WebP lossy', '52494646 00000000 57454250 56503820 00000000 000000 9d012a 2c01 c800'],
    ['WebP lossless', '52494646 00000000 57454250 5650384c 00000000 2f 2bc13100'],
    ['WebP extended', '52494646 00000000 57454250 56503858 00000000 00000000 2b0100 c70000'],
  ])('reads a %s', (_, hex) => {
    expect(imageSize(bytes(hex))).toEqual({ width: 300, height: 200 });
  });

  it('reads a PNG and nothing else', () => {
    expect(imageSize(png(300, 200))).toEqual({ width: 300, height: 200 });
    expect(imageSize(Buffer.from('a text of more than sixteen bytes'))).toBeUndefined();
  });
});
