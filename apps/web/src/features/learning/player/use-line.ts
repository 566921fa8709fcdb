import { useSyncExternalStore } from 'react';

/** What some browsers tell about the line (Network Information API); iPhones and Firefox tell nothing. */
interface Connection extends EventTarget {
  type?: string;
  effectiveType?: string;
  saveData?: boolean;
}

export interface Line {
  /** `unknown` where the browser does not say. */
  kind: 'mobile' | 'fixed' | 'unknown';
  /** The browser takes it for slow. */
  slow: boolean;
  /** The learner asked the browser to save data. */
  saveData: boolean;
}

const connection = (): Connection | undefined => (navigator as Navigator & { connection?: Connection }).connection;

/** What the browser says about the line, as it changes. */
export function useLine(): Line {
  const text = useSyncExternalStore(subscribe, read);
  return JSON.parse(text) as Line;
}

/** @returns text, so that the same line is the same value */
function read(): string {
  const told = connection();
  return JSON.stringify(lineOf(told));
}

/** What is made of the browser's words. */
export function lineOf(told: Pick<Connection, 'type' | 'effectiveType' | 'saveData'> | undefined): Line {
  const { type, effectiveType = '', saveData = false } = told ?? {};
  const fixed = type === 'wifi' || type === 'ethernet';
  const kind = type === 'cellular' ? 'mobile' : fixed ? 'fixed' : 'unknown';
  return { kind, slow: /2g|3g/.test(effectiveType), saveData };
}

function subscribe(listener: () => void): () => void {
  const told = connection();
  told?.addEventListener('change', listener);
  return () => told?.removeEventListener('change', listener);
}
