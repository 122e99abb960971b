import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactText } from './redact.ts';

/** Made up, but of the shape of a real one. */
const TOKEN = `123456789:${'FAKE_'.repeat(7)}`;

describe('secrets in texts', () => {
  it.each([
    ['a bot token in a path', `POST https://api.telegram.org/bot${TOKEN}/sendMessage`, 'AAHdq'],
    ['a bot token, percent-encoded', `https://x/bot${TOKEN.replace(':', '%3A')}/getMe`, 'AAHdq'],
    ['a bare bot token', `the token is ${TOKEN}.`, 'AAHdq'],
    ['a bearer header', 'Authorization: Bearer abc.def-123', 'abc.def'],
    ['a header in JSON', '{"authorization":"Bearer abc.def-123","a":1}', 'abc.def'],
    ['a header in JSON in JSON', '{\\"Cookie\\":\\"sid=verysecret; b=c\\"}', 'verysecret'],
    ['a cookie header', 'cookie: sid=verysecret; theme=dark', 'verysecret'],
    ['a bare bearer', 'sent Bearer abcdefgh12345678 to them', 'abcdefgh'],
    ['basic credentials', 'sent Basic dXNlcjpwYXNzd29yZA== to them', 'dXNlcj'],
    ['a JWT', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'eyJzdWI'],
    ['a query value', 'GET /activate?a=1&token=verysecret&b=2', 'verysecret'],
    ['a code in a query', 'GET /activate?code=verysecret', 'verysecret'],
    ['a quoted password', '{"password":"very \\"secret\\" word"}', 'secret'],
    ['an escaped quoted password', '{\\"password\\":\\"very secret\\"}', 'secret'],
    ['a named value', 'api_key = verysecret, next', 'verysecret'],
    ['an activation code', 'activation_code=verysecret', 'verysecret'],
    ['a connection string', 'postgres://kontora:very@secret/word@db:5432/kontora', 'secret'],
    ['a password in a web address', 'https://user:verysecret@proxy.example/x', 'verysecret'],
  ])('hides %s', (_, text, secret) => {
    expect(redactText(text, true)).not.toContain(secret);
    expect(redactText(text, true)).toContain('***');
  });

  it('keeps what stands around a secret', () => {
    expect(redactText(`POST https://api.telegram.org/bot${TOKEN}/sendMessage failed`, true)).toBe(
      'POST https://api.telegram.org/bot***/sendMessage failed',
    );
    expect(redactText('GET /a?token=x1&limit=5', true)).toBe('GET /a?token=***&limit=5');
    expect(redactText('connect postgres://kontora:pw@db:5432/kontora', true)).toBe(
      'connect postgres://kontora:***@db:5432/kontora',
    );
    expect(redactText('{"password":"x","a":"b"}', true)).toBe('{"password":"***","a":"b"}');
  });

  it.each([
    'http://localhost:8000/chat',
    'refresh token expired',
    'token_not_valid',
    'tokens: null',
    'basic authentication',
  ])('leaves "%s" alone', (text) => expect(redactText(text, true)).toBe(text));

  it('is linear: a megabyte of the worst text ends', () => {
    for (const piece of ['a', 'token ', 'eyJ', '://a:', '+7 ', '9(', 'Bearer ', '"password":"\\', '1 ']) {
      expect(typeof redact(piece.repeat(1_000_000 / piece.length), true)).toBe('string');
    }
  });
});

describe('secrets in fields', () => {
  it('hides values by the name of their key, at any depth', () => {
    const clean = redact(
      {
        botToken: 'a',
        headers: { Authorization: 'Basic x', 'X-Api-Key': 'b', 'set-cookie': ['c'] },
        list: [{ password_hash: 'd' }, { activation_code: 123456 }],
        credentials: { user: 'e' },
      },
      false,
    );
    expect(clean).toEqual({
      botToken: '***',
      headers: { Authorization: '***', 'X-Api-Key': '***', 'set-cookie': '***' },
      list: [{ password_hash: '***' }, { activation_code: '***' }],
      credentials: '***',
    });
  });

  it('keeps counts, flags and absent values under such names', () => {
    const fields = {
      total_tokens: 12,
      has_password: true,
      token: null,
      token_type: 'access',
      key: 'orders.list',
    };
    expect(redact(fields, true)).toEqual(fields);
  });

  it('never lets a secret through, wherever it stands', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_-]{35}$/);
    const around = fc.stringMatching(/^[ a-z,.;()]{0,20}$/);
    fc.assert(
      fc.property(secret, around, around, (key, before, after) => {
        const data = { a: [{ b: `${before} 123456789:${key} ${after}`, secret_key: key }] };
        expect(JSON.stringify(redact(data, true))).not.toContain(key);
      }),
    );
  });
});

describe('phones', () => {
  it.each([
    '+79161234567',
    '+7 916 123-45-67',
    '+7 (916) 123 45 67',
    '%2B79161234567',
    '89161234567',
    '8 (916) 123-45-67',
    '8-800-555-35-67',
    '79161234567',
    '9161234567',
    '916 123-45-67',
    '(495) 123-45-67',
    '+375 29 123-45-67',
    '375 29 123-45-67',
    '+1 (202) 555-01-67',
    '+44 20 7946 0967',
  ])('masks %s to its last two digits', (phone) => {
    expect(redactText(`call ${phone}, please`, true)).toBe('call ***67, please');
    expect(redactText(`call ${phone}, please`, false)).toContain(phone);
  });

  it('masks whatever stands under the name of a phone', () => {
    expect(redact({ phone: '123-45-67', clientPhone: 79161234567 }, true)).toEqual({
      phone: '***67',
      clientPhone: '***67',
    });
  });

  it('masks every Russian number in every usual shape', () => {
    const digits = fc
      .tuple(fc.constantFrom('3', '4', '8', '9'), fc.stringMatching(/^\d{9}$/))
      .map((all) => all.join(''));
    const shape = fc.constantFrom(
      '+7AAABBBCCDD',
      '8 (AAA) BBB-CC-DD',
      '+7 AAA BBB CC DD',
      '8AAABBBCCDD',
      '7-AAA-BBB-CC-DD',
    );
    fc.assert(
      fc.property(digits, shape, (ten, form) => {
        const phone = form
          .replace('AAA', ten.slice(0, 3))
          .replace('BBB', ten.slice(3, 6))
          .replace('CC', ten.slice(6, 8))
          .replace('DD', ten.slice(8));
        expect(redactText(`client ${phone} called`, true)).toBe(`client ***${ten.slice(8)} called`);
      }),
    );
  });

  const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
  const moment = fc.date({ min: new Date('2001-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
  it.each([
    ['UUIDs', fc.uuid()],
    ['UUIDs of digits', fc.stringMatching(/^\d{8}-\d{4}-\d{4}-\d{4}-\d{12}$/)],
    ['trace ids', hex(32)],
    ['span ids', hex(16)],
    ['ISO times', moment.map((date) => date.toISOString())],
    ['SQL times', moment.map((date) => date.toISOString().replace('T', ' ').replace('Z', '+03'))],
    ['milliseconds since 1970', moment.map((date) => String(date.getTime()))],
    ['seconds since 1970', fc.integer({ min: 1_000_000_000, max: 2_500_000_000 }).map(String)],
    ['row ids', fc.nat(999_999_999).map(String)],
    ['chat ids', fc.integer({ min: 1, max: 99_999_999_999 }).map((id) => `chat ${id}`)],
    ['group ids', fc.bigInt({ min: 1_000_000_000_000n, max: 1_009_999_999_999n }).map((id) => `-${id}`)],
    ['durations', fc.double({ min: 0, max: 1e9, noNaN: true }).map((ms) => `${ms.toFixed(3)}ms`)],
    ['addresses', fc.ipV4()],
    ['ports and paths', fc.nat(65_535).map((port) => `127.0.0.1:${port} /api/orders/${port}`)],
  ])('leaves %s alone', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        expect(redactText(`work ${value} done`, true)).toBe(`work ${value} done`);
        expect(redactText(`work=${value}`, true)).toBe(`work=${value}`);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves numbers and digits under the name of an id alone', () => {
    const fields = { chat_id: '89161234567', externalId: '79161234567', update: 89161234567, ms: 12.5 };
    expect(redact(fields, true)).toEqual(fields);
  });
});
