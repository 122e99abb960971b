import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOfCode, invitationIn, invitationLinks, newInvitationCode } from './invitation-code.ts';

const links = { bot: '@our_bot', publicUrl: 'https://office.example.com/' };

describe('a code of an invitation', () => {
  it('is found in every form in which it is handed on', () => {
    for (let n = 0; n < 50; n += 1) {
      const code = newInvitationCode();
      const signs = code.replaceAll('-', '');
      const [telegram = '', web = ''] = invitationLinks(code, links);
      expect([telegram, web]).toEqual([
        `https://t.me/our_bot?start=join_${signs}`,
        `https://office.example.com/#join=${signs}`,
      ]);
      const forms = [
        code,
        signs,
        code.toUpperCase(),
        `join_${signs}`,
        `/join ${code}`,
        telegram,
        ` ${web}\n`,
      ];
      expect(forms.map(invitationIn)).toEqual(forms.map(() => signs));
    }
  });

  it('is hashed alike however it is typed, and others differently', () => {
    const code = newInvitationCode();
    expect(hashOfCode(code.toUpperCase().replaceAll('-', ' – '))).toEqual(hashOfCode(code));
    expect(hashOfCode(newInvitationCode())).not.toEqual(hashOfCode(code));
  });

  it.each([
    '',
    'труба пвх 20',
    'join_',
    '/join',
    'https://office.example.com/#join=',
    '1'.repeat(16),
    'x'.repeat(9_999),
  ])('is not in %j', (text) => expect(invitationIn(text)).toBeUndefined());

  it('is found or not in any text at all, and is always sixteen signs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(invitationIn(text) ?? 'a'.repeat(16)).toMatch(/^[2-9a-z]{16}$/);
      }),
    );
  });

  it('has links of those channels only that are there', () => {
    expect(invitationLinks('k7mx', { bot: undefined, publicUrl: undefined })).toEqual([]);
  });
});
