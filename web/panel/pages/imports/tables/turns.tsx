import { Button, Group } from '@mantine/core';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { partTexts } from '../../../parts/texts.ts';

/** The way to the other pages of a table inside a page; nothing where there is one only. */
export const Turns = ({
  of,
  page,
  size,
  total,
  onTurn,
}: {
  /** The table. */
  readonly of: string;
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onTurn: (page: number) => void;
}) => {
  const texts = useTexts(partTexts).list;
  const number = new Intl.NumberFormat(useLocale());
  const last = Math.max(1, Math.ceil(total / size));
  return (
    <Group gap="xs" justify="space-between">
      <span className="import-soft">{texts.total(total, number.format(total))}</span>
      {last > 1 && (
        <Group component="nav" gap="xs" aria-label={`${texts.pages}: ${of}`}>
          <Button size="xs" variant="default" disabled={page <= 1} onClick={() => onTurn(page - 1)}>
            {texts.previous}
          </Button>
          <span role="status">{texts.ofPages(number.format(page), number.format(last))}</span>
          <Button size="xs" variant="default" disabled={page >= last} onClick={() => onTurn(page + 1)}>
            {texts.next}
          </Button>
        </Group>
      )}
    </Group>
  );
};
