import type { Page, Response } from 'playwright-core';

/** What the tests read of an opened play session. */
export interface OpenedPlayback {
  playSessionId: string;
  playback: { masterUrl: string; audioUrl: string | null; captions: { url: string }[] };
}

/** Where the film of the open lesson is, and whether it moves. */
export function playbackOf(page: Page): Promise<{ time: number; paused: boolean }> {
  return page.locator('video').evaluate((video: HTMLVideoElement) => ({ time: video.currentTime, paused: video.paused }));
}

/** Waits until the film plays past a place, in seconds. @returns where it is then */
export async function playsPast(page: Page, time: number): Promise<number> {
  const at = await page.waitForFunction((past) => {
    const video = document.querySelector('video');
    return video !== null && !video.paused && video.currentTime > past && video.currentTime;
  }, time);
  return Number(await at.jsonValue());
}

/** Waits for a segment of a rendition to arrive whole. @param rendition its name, as part of an expression */
export function segmentOf(page: Page, rendition: string): Promise<Response> {
  return page.waitForResponse(async (response) => new RegExp(`/${rendition}/\\d+\\.m4s$`).test(response.url()) && response.ok() && (await response.finished()) === null);
}

/** Waits for the answer to a watch report that says so. */
export async function reported(page: Page, isSo: (standing: { coveredSeconds: number; savedAt: number }) => boolean): Promise<void> {
  await page.waitForResponse(async (response) => {
    if (!response.url().endsWith('/reports') || !response.ok()) return false;
    const { standing } = (await response.json()) as { standing: { coveredSeconds: number; savedAt: number } };
    return isSo(standing);
  });
}

/** Chooses what is shown or heard in the player's settings, which are left closed. */
export async function choose(page: Page, choice: string): Promise<void> {
  // While it plays, the controls step back until somebody moves.
  await page.getByRole('region', { name: /^视频：/ }).hover();
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('group', { name: '清晰度' }).getByRole('radio', { name: choice }).check();
  await page.getByRole('button', { name: '收起' }).click();
}
