import { defineSlice, setting } from '#platform/config/slice.ts';

/** The part of its words that a product must have to be taken without asking: the threshold of S3-17. */
export const MATCH_THRESHOLD = 0.78;

/** When a wanted thing is taken for a product without asking. */
export const matchSlice = defineSlice({
  title: 'Orders in own words',
  settings: {
    ORDER_MATCH_THRESHOLD: {
      schema: setting.number(MATCH_THRESHOLD, { min: 0.5, max: 1 }),
      about:
        'Which part of what a customer wrote a product must have to be taken without asking, by weight of the words. Lower: fewer questions, more mistakes.',
      example: '0.78',
    },
  },
  build: ({ ORDER_MATCH_THRESHOLD }) => ({ threshold: ORDER_MATCH_THRESHOLD }),
});
