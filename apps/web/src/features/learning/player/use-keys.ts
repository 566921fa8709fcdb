import { useEffect, useRef } from 'react';

/** What somebody writes or chooses in needs every key. */
const TAKES_ALL = 'input:not([type="range"]):not([type="radio"]):not([type="checkbox"]), select, textarea, dialog[open]';
/** What is pressed by these needs no other. */
const PRESSED = 'button, a, summary, input';
const PRESSES = new Set([' ', 'Enter']);
const MOVES = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

type Keys = Record<string, (() => void) | null>;

/**
 * Keys of the page, as long as what has the focus does not need them itself, and no dialog is open.
 *
 * @param within keys that mean something else on the rest of the page: they work while the focus is in `frame`
 */
export function useKeys(keys: Keys, within: Keys, frame: HTMLElement | null): void {
  const current = useRef({ keys, within, frame });
  useEffect(() => {
    current.current = { keys, within, frame };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { keys: everywhere, within: here, frame: around } = current.current;
      const act = everywhere[event.key] ?? (event.target instanceof Node && around?.contains(event.target) === true ? here[event.key] : null);
      if (!act || isTaken(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function isTaken({ target, key, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || !(target instanceof Element)) return defaultPrevented;
  if (target.closest(TAKES_ALL) !== null) return true;
  if (target.closest('input') !== null && MOVES.has(key)) return true;
  return target.closest(PRESSED) !== null && PRESSES.has(key);
}
