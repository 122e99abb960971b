import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { shellTexts } from '../texts.ts';
import { type Line, useLines } from './lines.ts';
import './palette.css';

/** Everything by its name: arrows choose, Enter goes, Esc leaves. The first line is chosen by itself. */
const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const texts = useTexts(shellTexts);
  const [typed, setTyped] = useState('');
  const [chosenId, choose] = useState<string>();
  const { groups, found, searching } = useLines(typed);
  const list = useId();
  const lines = groups.flatMap((group) => group.lines);
  const chosen = lines.find(({ id }) => id === chosenId) ?? lines[0];
  const run = (line: Line | undefined): void => {
    if (!line) return;
    onClose();
    void line.run();
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.nativeEvent.isComposing || (step === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (step === undefined) run(chosen);
    else choose(lines.at(((chosen ? lines.indexOf(chosen) : -1) + step) % lines.length)?.id);
  };
  return (
    <Dialog bare title={texts.findShort} className="palette" onClose={onClose}>
      <label className="palette-words">
        <IconSearch size={20} stroke={1.7} />
        <input
          type="text"
          role="combobox"
          aria-label={texts.find}
          aria-expanded={lines.length > 0}
          aria-controls={list}
          aria-activedescendant={chosen && `${list} ${chosen.id}`.replaceAll(' ', '-')}
          aria-autocomplete="list"
          placeholder={texts.find}
          value={typed}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            choose(undefined);
          }}
          onKeyDown={press}
        />
      </label>
      <div id={list} role="listbox" aria-label={texts.findShort} className="palette-lines">
        {groups.map((group) => (
          <fieldset key={group.label} className="palette-group">
            <legend>{group.label}</legend>
            {group.lines.map((line) => (
              <PaletteLine
                key={line.id}
                id={`${list} ${line.id}`.replaceAll(' ', '-')}
                line={line}
                chosen={line === chosen}
                onPoint={() => choose(line.id)}
                onRun={() => run(line)}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <p role="status" className="palette-none">
        {!found && (searching ? texts.searching : texts.nothing)}
      </p>
    </Dialog>
  );
};

interface PaletteLineProps {
  readonly id: string;
  readonly line: Line;
  readonly chosen: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

const PaletteLine = ({ id, line, chosen, onPoint, onRun }: PaletteLineProps) => {
  const { icon: Icon, label, keys } = line;
  useEffect(() => {
    if (chosen) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, id]);
  return (
    <button
      type="button"
      id={id}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      className="palette-line"
      onMouseMove={onPoint}
      onClick={onRun}
    >
      {Icon && <Icon size={18} stroke={1.7} />}
      <span className="palette-name">{label}</span>
      {keys !== undefined && <span className="palette-keys">{keys}</span>}
    </button>
  );
};

export default Palette;
