import fc from 'fast-check';

const utf16Unit = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x1f }) },
  { weight: 2, arbitrary: fc.integer({ min: 0xd800, max: 0xdfff }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
);

/** For property tests: any text a messenger can hand over, control characters and lone surrogates included. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(utf16Unit, { maxLength }).map((units) => String.fromCharCode(...units));
