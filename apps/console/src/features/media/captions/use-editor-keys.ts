import { useEffect, useRef } from 'react';

import type { CueEditor } from './use-cue-editor';
import type { Film } from './use-film';

const NUDGE_MS = 100;
/** What has keys of its own. */
const TYPING = 'textarea, input, select, dialog[open]';
const PRESSED = 'button, a, summary, video';

/** The keys of the editor: those with Ctrl everywhere, the others wherever nobody is typing. */
export function useEditorKeys(editor: CueEditor, film: Film, save: () => void): void {
  const act = (event: KeyboardEvent): (() => void) | null => {
    const { target, key } = event;
    const within = (where: string) => target instanceof Element && target.closest(where) !== null;
    if (event.ctrlKey || event.metaKey) {
      if (within('dialog[open]')) return null;
      if (key === 's') return save;
      if (within(TYPING)) return null;
      if (key === 'y' || (event.shiftKey && key.toLowerCase() === 'z')) return editor.redo;
      return key === 'z' ? editor.undo : null;
    }
    if (event.altKey || within(TYPING) || ((key === ' ' || key === 'Enter') && within(PRESSED))) return null;
    if (key === ' ') return film.toggle;
    if (key === 'Enter') return () => editor.insert(film.now());
    const { selected } = editor;
    if (selected === null || within('video')) return null;
    switch (key) {
      case 'ArrowLeft':
        return () => editor.shift(selected, 'whole', -NUDGE_MS);
      case 'ArrowRight':
        return () => editor.shift(selected, 'whole', NUDGE_MS);
      case 's':
        return () => editor.split(selected, film.now());
      case 'm':
        return () => editor.merge(selected);
      case 'Delete':
        return () => editor.remove(selected);
      default:
        return null;
    }
  };
  const current = useRef(act);
  useEffect(() => {
    current.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const wanted = current.current(event);
      if (wanted === null) return;
      event.preventDefault();
      wanted();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
