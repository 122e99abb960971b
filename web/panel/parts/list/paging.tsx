import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { partTexts } from '../texts.ts';
import { PAGE_SIZES, type Words } from './define-list.ts';

/** Nothing to turn to: the button stays where the focus is, and does nothing. */
const OFF = { 'aria-disabled': true, 'data-disabled': true };

/** How many there are, and the way to the other pages. */
export const Paging = ({
  page,
  size,
  last,
  total,
  onAsk,
}: {
  readonly page: number;
  readonly size: number;
  readonly last: number;
  readonly total: number | undefined;
  readonly onAsk: (change: Words) => void;
}) => {
  const texts = useTexts(partTexts).list;
  const number = new Intl.NumberFormat(useLocale());
  const turn = (to: number) => onAsk({ page: String(to) });
  return (
    <div className="list-paging">
      <p role="status" className="list-total">
        {total !== undefined && texts.total(total, number.format(total))}
      </p>
      {total !== undefined && total > PAGE_SIZES[0] && (
        <nav className="list-pages" aria-label={texts.pages}>
          <NativeSelect
            size="xs"
            aria-label={texts.perPage}
            value={String(size)}
            data={PAGE_SIZES.map((one) => ({ value: String(one), label: texts.per(String(one)) }))}
            onChange={(event) => onAsk({ size: event.currentTarget.value })}
          />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={texts.previous}
            {...(page <= 1 ? OFF : { onClick: () => turn(page - 1) })}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
          <span role="status">{texts.ofPages(number.format(page), number.format(last))}</span>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={texts.next}
            {...(page >= last ? OFF : { onClick: () => turn(page + 1) })}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </nav>
      )}
    </div>
  );
};
