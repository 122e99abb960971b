import { Button } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/core/styles/LoadingOverlay.layer.css';
import '@mantine/dropzone/styles.layer.css';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Section } from '../../../parts/section.tsx';
import { useMay } from '../../../session/session.ts';
import type { ProductCard } from '../queries.ts';
import { catalogueTexts } from '../texts.ts';
import { Picture } from './picture.tsx';
import { useGallery } from './use-gallery.ts';

/** The pictures of a product in their order, the main one first; for those who may: added, moved, removed. */
export const Gallery = ({ product }: { readonly product: ProductCard }) => {
  const texts = useTexts(catalogueTexts);
  const may = useMay('catalogue.change');
  const { images, upload, uploading, move, remove, removing, said } = useGallery(product);
  const [asking, setAsking] = useState<string>();
  const [dragged, setDragged] = useState<string>();
  const choose = useRef<() => void>(null);

  const pictures =
    images.length === 0 ? (
      <div className="gallery-none">
        <strong>{texts.noPictures}</strong>
        <span>{texts.noPicturesText}</span>
      </div>
    ) : (
      <ol className="gallery">
        {images.map((image, index) => (
          <Picture
            key={image.id}
            image={image}
            number={index + 1}
            all={images.length}
            {...(may
              ? {
                  work: {
                    isDragged: dragged === image.id,
                    isSorting: dragged !== undefined,
                    onMove: (to: number) => move(image.id, to),
                    onDrag: setDragged,
                    onDropHere: () => dragged !== undefined && move(dragged, index),
                    onRemove: () => setAsking(image.id),
                  },
                }
              : {})}
          />
        ))}
      </ol>
    );

  return (
    <Section
      title={texts.pictures}
      beside={
        may && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPhotoPlus size={16} />}
            onClick={() => choose.current?.()}
          >
            {texts.addPicture}
          </Button>
        )
      }
    >
      {may ? (
        <Dropzone
          openRef={choose}
          className="gallery-drop"
          activateOnClick={false}
          activateOnKeyboard={false}
          enablePointerEvents
          loading={uploading}
          onDropAny={(files, refused) => upload([...files, ...refused.map(({ file }) => file)])}
          onDrop={() => {}}
          inputProps={{ 'aria-label': texts.addPicture, accept: 'image/*' }}
        >
          {pictures}
          <p className="product-soft">{texts.dropHere}</p>
        </Dropzone>
      ) : (
        pictures
      )}
      <p role="status" className="product-unseen">
        {said}
      </p>
      <Confirm
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={texts.removeTitle}
        action={texts.remove}
        busy={removing}
        onConfirm={() => asking !== undefined && remove(asking, () => setAsking(undefined))}
      >
        {texts.removeText}
      </Confirm>
    </Section>
  );
};
