import type { Page } from 'playwright-core';

/** Fails when the page shows a refusal or an error. */
export async function expectNoProblem(page: Page): Promise<void> {
  const alert = page.getByRole('alert');
  if ((await alert.count()) > 0) throw new Error(`The page says: ${(await alert.allTextContents()).join(' / ')}`);
}

/** What may be pressed has at least so many pixels each way, as fingers need (44 px; the elder mode's are larger). */
const TARGET_PX = 44;

/** Fails when the page scrolls sideways. */
export async function expectFits(page: Page): Promise<void> {
  if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) throw new Error('The page scrolls sideways');
}

/** Fails when the page scrolls sideways, or when something to press is too small for a finger. */
export async function expectReadable(page: Page): Promise<void> {
  await expectFits(page);
  const faults = await page.evaluate((target) => {
    const pressed = [...document.querySelectorAll<HTMLElement>('main button, main summary, main select, main input:not([type="checkbox"])')];
    const small = pressed.filter((each) => each.offsetParent !== null && each.getBoundingClientRect().height < target - 0.5);
    return small.map((each) => `too small: ${each.textContent || each.getAttribute('name')}`);
  }, TARGET_PX);
  if (faults.length > 0) throw new Error(faults.join('; '));
}
