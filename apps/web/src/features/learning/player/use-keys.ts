import { useEffect, useRef } from 'react';

/** What has keys of its own. */
const TAKEN = 'button, a, input, select, textarea, dialog[open]';

/** Keys of the page, as long as no control that has the focus needs them, nor a dialog is open. */
export function useKeys(keys: Record<string, (() => void) | null>): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = current.current[event.key];
      const taken = event.target instanceof Element && event.target.closest(TAKEN) !== null;
      if (!act || taken || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
