import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { environment } from './private-system.ts';

/** Headless Chromium that plays video without a click and asks nothing of any network but loopback. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: environment('CHROMIUM_PATH'),
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--mute-audio'],
  });
}

/** A person at a browser of their own. Errors of the page's scripts, and what the content security policy refused. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  scriptErrors: string[];
}

/** How long a page may take to show what it was asked for; the machine may be busy. */
const PATIENCE_MS = 30_000;

export async function visit(browser: Browser, baseURL: string, viewport = { width: 390, height: 844 }): Promise<Visitor> {
  const context = await browser.newContext({ baseURL, viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const scriptErrors: string[] = [];
  page.on('pageerror', (error) => scriptErrors.push(String(error)));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) scriptErrors.push(message.text());
  });
  return { context, page, scriptErrors };
}

/** Leaves a picture of every open page in a folder, for looking at what a failed test saw. */
export async function keepScreenshots(browser: Browser | undefined, folder: string | undefined): Promise<void> {
  if (!browser || !folder) return;
  for (const [i, page] of browser.contexts().flatMap((context) => context.pages()).entries()) {
    await page.screenshot({ path: join(folder, `page-${i + 1}.png`), fullPage: true });
  }
}
