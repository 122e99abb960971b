type Mapping = Readonly<Record<string, number>>;

/** The mapping when this column becomes that field, or none: a column is one field, and a field one column. */
export const withColumn = (mapping: Mapping, column: number, field: string | undefined): Mapping => ({
  ...Object.fromEntries(Object.entries(mapping).filter(([name, at]) => at !== column && name !== field)),
  ...(field === undefined ? {} : { [field]: column }),
});

/** What a table lacks before goods can be read from it: how they are told apart, and their titles. */
export const lackingOf = (mapping: Mapping): readonly ('sku' | 'title')[] => [
  ...(mapping.sku === undefined && mapping.guid === undefined ? (['sku'] as const) : []),
  ...(mapping.title === undefined ? (['title'] as const) : []),
];
