import { Fragment } from 'react';
import { useTexts } from '../locale/locale.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { nameOfKey } from './key-names.ts';
import type { Shortcut } from './shortcut-keys.ts';
import { useShortcuts } from './shortcuts.ts';
import { shellTexts } from './texts.ts';

/** Every shortcut that works on the page just now. */
const ShortcutSheet = ({ onClose }: { readonly onClose: () => void }) => {
  const texts = useTexts(shellTexts);
  const all = useShortcuts();
  const shortcuts = [...all.filter((one) => !isGoTo(one)), ...all.filter(isGoTo)];
  return (
    <Dialog title={texts.shortcuts} className="keys" onClose={onClose}>
      <dl>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys} className="keys-line">
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && <span className="keys-then"> {texts.thenKey} </span>}
                  {key.split('+').map((part) => (
                    <kbd key={part}>{nameOfKey(part)}</kbd>
                  ))}
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};

/** Ways to pages come last: they are many. */
const isGoTo = ({ keys }: Shortcut): boolean => keys.startsWith('g ');

export default ShortcutSheet;
