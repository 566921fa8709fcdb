import type { Page } from 'playwright-core';

/** Fails when the page shows a refusal or an error. */
export async function expectNoProblem(page: Page): Promise<void> {
  const alert = page.getByRole('alert');
  if ((await alert.count()) > 0) throw new Error(`The page says: ${(await alert.allTextContents()).join(' / ')}`);
}
