import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

import { api } from '../lib/api';
import { whenOnline } from '../lib/online';

type Load = () => Promise<{ default: ComponentType }>;

/** Style sheets that did not come. The bundler asks for each once only, so whoever tries again has to bring them. */
const lostStyles = new Set<HTMLLinkElement>();
document.addEventListener('error', ({ target }) => target instanceof HTMLLinkElement && target.rel === 'stylesheet' && lostStyles.add(target), true);

/**
 * A page that is loaded when it is opened. If that fails, it waits until there is a line, tries again, and only then
 * reloads the site: once, so that a page that is gone for good comes to the error boundary instead of reloading for ever.
 */
export function lazyPage(load: Load, reload: () => Promise<void> = reloadSite): LazyExoticComponent<ComponentType> {
  return lazy(() => load().catch(() => tryAgain(load, reload)));
}

async function tryAgain(load: Load, reload: () => Promise<void>): ReturnType<Load> {
  await whenOnline();
  try {
    await fetchLostStyles();
    return await load();
  } catch (error) {
    if (wasReloaded()) throw error;
    await reload();
    return new Promise(() => undefined);
  }
}

/** Asks first whether the server can be reached: reloading without it would leave the browser's own error page. */
async function reloadSite(): Promise<void> {
  await api.GET('/api/health/live');
  history.replaceState({ ...(history.state as object | null), reloaded: true }, '');
  location.reload();
}

/** Whether this visit of the page has been reloaded; kept with the visit, where no setting of the browser forbids it. */
const wasReloaded = (): boolean => (history.state as { reloaded?: boolean } | null)?.reloaded === true;

async function fetchLostStyles(): Promise<void> {
  await Promise.all(
    [...lostStyles].map((lost) => {
      const again = lost.cloneNode() as HTMLLinkElement;
      lostStyles.delete(lost);
      return new Promise((resolve, reject) => {
        again.addEventListener('load', resolve);
        again.addEventListener('error', () => reject(new Error(`no style sheet ${again.href}`)));
        lost.replaceWith(again);
      });
    }),
  );
}
