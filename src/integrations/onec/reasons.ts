import type { ProblemReason } from '#modules/catalogue/index.ts';

/** What is wrong with an item, for the engineer on the side of 1C. */
export const REASONS: Readonly<Record<ProblemReason, string>> = {
  not_an_object: 'the item is not an object',
  sku_missing: 'the sku is missing',
  sku_too_long: 'the sku is longer than 128 characters',
  title_missing: 'the title is missing',
  title_cut: 'the title was cut at 255 characters',
  number_expected: 'not a number, the old value is kept',
  number_too_large: 'the number is too large',
  number_rounded: 'the number has too many decimals and was rounded',
  negative_price: 'a price below zero, the old one is kept',
  duplicate: 'a later item of this load has the same key',
  ambiguous_sku: 'several products have this sku: send the guid as well',
  sku_of_another: 'the sku belongs to another product',
  unknown_category: 'there is no such category',
  category_too_deep: 'the category is nested too deeply',
  text_cut: 'the text was too long and was cut',
  bad_image: 'the address of a picture is none',
  too_few_cells: 'the row has too few cells',
  pages_missing: 'not all pages of the load came: nothing was hidden',
};
