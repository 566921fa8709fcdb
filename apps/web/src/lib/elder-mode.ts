import { useSyncExternalStore } from 'react';

import { browserStore } from './storage';

const KEY = 'xuexi.elder';
const listeners = new Set<() => void>();
let elder = browserStore.get(KEY) === '1';

/** Puts the kept mode on the page; called once before anything is drawn. */
export function applyElderMode(): void {
  document.documentElement.toggleAttribute('data-elder', elder);
}

/** Whether the elder mode is on, for what is no component. */
export function isElderMode(): boolean {
  return elder;
}

/** The elder mode (长辈版): the same page set larger and simpler. Kept in this browser. */
export function useElderMode(): [on: boolean, toggle: () => void] {
  return [useSyncExternalStore(subscribe, () => elder), toggle];
}

function toggle(): void {
  elder = !elder;
  browserStore.set(KEY, elder ? '1' : '0');
  applyElderMode();
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
