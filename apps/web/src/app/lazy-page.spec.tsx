import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, render, screen, waitFor } from '@testing-library/react';
import { Suspense } from 'react';

import { ErrorBoundary } from './error-boundary';
import { lazyPage } from './lazy-page';

const LOST = new Error('Unable to preload CSS for /assets/page.css');
const page = { default: () => <p>页面</p> };

function open(load: () => Promise<typeof page>, reload: () => Promise<void>): void {
  const Page = lazyPage(load, reload);
  render(
    <Suspense fallback="正在打开">
      <Page />
    </Suspense>,
  );
}

function setOnline(online: boolean): void {
  Object.defineProperty(navigator, 'onLine', { value: online, configurable: true });
  window.dispatchEvent(new Event(online ? 'online' : 'offline'));
}

describe('a page loaded when it is opened', () => {
  afterEach(() => {
    setOnline(true);
    window.history.replaceState(null, '');
  });

  it('waits for the line and then comes by itself', async () => {
    setOnline(false);
    const load = jest.fn<() => Promise<typeof page>>().mockRejectedValueOnce(LOST).mockResolvedValue(page);
    const reload = jest.fn(() => Promise.resolve());
    open(load, reload);
    await act(() => Promise.resolve());
    expect(load).toHaveBeenCalledTimes(1);
    act(() => setOnline(true));
    expect(await screen.findByText('页面')).toBeInTheDocument();
    expect(reload).not.toHaveBeenCalled();
  });

  it('brings the style sheet that was lost before it tries again', async () => {
    const sheet = document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/assets/page.css' }));
    const load = jest.fn<() => Promise<typeof page>>().mockImplementationOnce(() => {
      sheet.dispatchEvent(new Event('error'));
      return Promise.reject(LOST);
    });
    load.mockResolvedValue(page);
    open(load, () => Promise.resolve());
    await waitFor(() => expect(sheet).not.toBeInTheDocument());
    expect(load).toHaveBeenCalledTimes(1);
    document.head.querySelector('link[href="/assets/page.css"]')?.dispatchEvent(new Event('load'));
    expect(await screen.findByText('页面')).toBeInTheDocument();
  });

  it('reloads the site when it fails with the line up', async () => {
    const reload = jest.fn(() => Promise.resolve());
    open(() => Promise.reject(LOST), reload);
    await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  });

  it('does not reload a visit twice', async () => {
    window.history.replaceState({ reloaded: true }, '');
    const reload = jest.fn(() => Promise.resolve());
    const silenced = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const Page = lazyPage(() => Promise.reject(LOST), reload);
    render(
      <ErrorBoundary>
        <Page />
      </ErrorBoundary>,
    );
    expect(await screen.findByRole('heading', { name: '这个页面出了点问题' })).toBeInTheDocument();
    expect(reload).not.toHaveBeenCalled();
    silenced.mockRestore();
  });
});
