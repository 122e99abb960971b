import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wishOf } from './opening.ts';

const ID = '0199aaaa-0000-7000-8000-000000000001';

describe('how somebody comes to questions', () => {
  it.each([
    ['', { to: 'list' }],
    ['  ', { to: 'list' }],
    ['new', { to: 'ask', subject: {} }],
    [ID, { to: 'open', id: ID }],
    [`reply:${ID}`, { to: 'reply', id: ID }],
    [`order:${ID}`, { to: 'ask', subject: { orderId: ID } }],
    ['product:15', { to: 'ask', subject: { productId: 15 } }],
    ['product:1; drop', { to: 'ask', subject: { productId: 0 } }],
    ['text:труба 20', { to: 'ask', subject: { sought: 'труба 20' } }],
    ['text:', { to: 'ask', subject: {} }],
    ['когда привезут', { to: 'words', text: 'когда привезут' }],
  ])('%j', (text, wish) => expect(wishOf(text)).toEqual(wish));

  it('anything leads somewhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(['list', 'open', 'reply', 'ask', 'words']).toContain(wishOf(text).to);
      }),
    );
  });
});
