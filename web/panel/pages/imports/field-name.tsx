import { useTexts } from '../../locale/locale.tsx';
import { wizardTexts } from './wizard/texts.ts';

const FURTHER = /^(prices?|stocks?)(?:\.|: )(.+)$/s;

/** What a field of a product is called; prices and stocks of a type or a warehouse have its name with them. */
export const useFieldName = (): ((name: string) => string) => {
  const { fields, priceOf, stockOf } = useTexts(wizardTexts);
  return (name) => {
    const [, kind, of] = FURTHER.exec(name) ?? [];
    if (kind && of) return kind.startsWith('price') ? priceOf(of) : stockOf(of);
    return fields[name as keyof typeof fields] ?? name;
  };
};

/** The name of a field of a product in words. */
export const FieldName = ({ name }: { readonly name: string }) => useFieldName()(name);
