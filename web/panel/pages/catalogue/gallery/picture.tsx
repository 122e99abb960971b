import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconPhotoDown, IconPhotoX, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { imageAddress, type ProductImage } from '../queries.ts';
import { catalogueTexts } from '../texts.ts';

/** What may be done with a picture. */
interface PictureWork {
  readonly isDragged: boolean;
  /** Some picture is being dragged, not a file from elsewhere. */
  readonly isSorting: boolean;
  /** To a place from 0. */
  readonly onMove: (to: number) => void;
  /** Begins with the id, ends with undefined. */
  readonly onDrag: (id: string | undefined) => void;
  readonly onDropHere: () => unknown;
  readonly onRemove: () => void;
}

/** One picture of the gallery; one that is not here yet says why. */
export const Picture = ({
  image,
  number,
  all,
  work,
}: {
  readonly image: ProductImage;
  /** From 1. */
  readonly number: number;
  readonly all: number;
  readonly work?: PictureWork;
}) => {
  const texts = useTexts(catalogueTexts);
  return (
    <li
      className="gallery-picture"
      data-main={number === 1 || undefined}
      data-dragged={work?.isDragged || undefined}
      {...(work
        ? {
            draggable: true,
            onDragStart: () => work.onDrag(image.id),
            onDragEnd: () => work.onDrag(undefined),
            onDragOver: (event) => event.preventDefault(),
            onDrop: (event) => {
              if (!work.isSorting) return;
              event.preventDefault();
              event.stopPropagation();
              work.onDropHere();
            },
          }
        : {})}
    >
      {image.stored ? (
        <a href={imageAddress(image.id)} target="_blank" rel="noreferrer" draggable={false}>
          <img
            src={imageAddress(image.id)}
            alt={texts.picture(number, all)}
            draggable={false}
            loading="lazy"
            decoding="async"
          />
        </a>
      ) : (
        <Missing image={image} />
      )}
      {number === 1 && <span className="gallery-main">{texts.mainPicture}</span>}
      {work && (
        <div className="gallery-work">
          {number > 1 && (
            <ActionIcon
              variant="default"
              aria-label={texts.earlier(number)}
              onClick={() => work.onMove(number - 2)}
            >
              <IconArrowLeft size={16} />
            </ActionIcon>
          )}
          {number < all && (
            <ActionIcon
              variant="default"
              aria-label={texts.later(number)}
              onClick={() => work.onMove(number)}
            >
              <IconArrowRight size={16} />
            </ActionIcon>
          )}
          <ActionIcon
            variant="default"
            className="gallery-remove"
            aria-label={texts.removePicture(number)}
            onClick={work.onRemove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      )}
    </li>
  );
};

/** Why a picture that 1C told of is not here. */
const Missing = ({ image: { error, url } }: { readonly image: ProductImage }) => {
  const texts = useTexts(catalogueTexts);
  const Icon = error === null ? IconPhotoDown : IconPhotoX;
  const why = (word: string): string =>
    word.startsWith('http_')
      ? texts.fetchStatus(word.slice('http_'.length))
      : (texts.fetchErrors[word] ?? word);
  return (
    <div className="gallery-missing" data-failed={error !== null || undefined}>
      <Icon size={24} stroke={1.5} aria-hidden="true" />
      <span>{error === null ? texts.waitsForPicture : texts.notFetched}</span>
      {error !== null && <span>{why(error)}</span>}
      {url !== null && <code title={url}>{url}</code>}
    </div>
  );
};
