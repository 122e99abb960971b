import { describe, expect, it } from 'vitest';
import { addressOf, searchOf } from './address.ts';

describe('the address', () => {
  it('says all that the page shows, and nothing that is usual', () => {
    const usual = addressOf(undefined, {});
    expect(usual).toEqual({
      id: undefined,
      view: 'attention',
      q: '',
      words: false,
      inbox: undefined,
      message: undefined,
      card: false,
    });
    expect(Object.values(searchOf(usual)).filter((value) => value !== undefined)).toEqual([]);
  });

  it('reads what it wrote', () => {
    const search = { view: 'all', q: 'труба', in: 'messages', inbox: 'telegram', message: '17', card: '1' };
    expect(searchOf(addressOf('c1', search))).toEqual(search);
    expect(addressOf('c1', search)).toMatchObject({ id: 'c1', words: true, message: 17, card: true });
  });

  it.each([
    { view: 'nobodys' },
    { message: 'x' },
    { message: '-3' },
    { message: '1.5' },
    { in: 'people' },
    { card: 'yes' },
    { q: ['a'] },
  ])('passes over what it does not understand: %j', (search) => {
    expect(addressOf('', search)).toEqual(addressOf(undefined, {}));
  });
});
