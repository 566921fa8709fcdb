import { line } from '../../../../testing/line';

import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Api } from '@xuexi/api-client';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../../testing/render-page';

import { Checkpoints } from './checkpoint-dialog';

const LESSON = '11111111-1111-7111-8111-111111111111';
const question: Api['AskedQuestion'] = { questionId: 'q1', kind: 'true_false', points: 1, stem: '泥要揉吗', items: [], right: [], blanks: 0 };

afterEach(() => line.reset());

/** A video that a test plays by hand, and the page that watches it. */
async function watching(answered = false) {
  line.answer(`GET /api/lesson-versions/${LESSON}/checkpoints`, { items: [{ atSecond: 20, question, answered }] });
  const video = document.createElement('video');
  const [pause, play] = [jest.fn(), jest.fn(() => Promise.resolve())];
  let at = 0;
  Object.defineProperties(video, { currentTime: { get: () => at }, pause: { value: pause }, play: { value: play } });
  const to = (time: number, event = 'timeupdate') =>
    act(() => {
      at = time;
      video.dispatchEvent(new Event(event));
    });
  renderPage(<Checkpoints lessonVersionId={LESSON} video={video} />);
  await waitFor(() => expect(line.asked).toHaveLength(1));
  await act(async () => Promise.resolve());
  return { to, pause, play };
}

const says = (right: boolean) => line.answer(`POST /api/lesson-versions/${LESSON}/checkpoint-answers`, { right, explanation: '揉泥去气泡。' });

describe('a question in a video', () => {
  it('stops it, says right or wrong, lets one try again, and plays on', async () => {
    const { to, pause, play } = await watching();
    to(19.8);
    expect(pause).not.toHaveBeenCalled();
    to(20.1);
    expect(pause).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('group', { name: '泥要揉吗' })).toBeVisible();
    expect(screen.getByRole('button', { name: '回答' })).toBeDisabled();
    says(false);
    await userEvent.click(screen.getByRole('radio', { name: '错' }));
    await userEvent.click(screen.getByRole('button', { name: '回答' }));
    expect(await screen.findByText(/不对。/)).toHaveTextContent('揉泥去气泡。');
    says(true);
    await userEvent.click(screen.getByRole('button', { name: '再答一次' }));
    await userEvent.click(screen.getByRole('radio', { name: '对' }));
    await userEvent.click(screen.getByRole('button', { name: '回答' }));
    expect(await screen.findByText(/答对了。/)).toBeVisible();
    expect(line.asked.at(-1)?.body).toEqual({ atSecond: 20, answer: { kind: 'true_false', chosen: true } });
    await userEvent.click(screen.getByRole('button', { name: '接着看' }));
    expect(play).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('group')).toBeNull();
  });

  it('can be passed, and is not asked twice in a sitting', async () => {
    const { to, pause, play } = await watching();
    to(19.9);
    to(20.1);
    await userEvent.click(screen.getByRole('button', { name: '跳过' }));
    expect(play).toHaveBeenCalledTimes(1);
    to(18, 'seeked');
    to(19.9);
    to(20.1);
    expect(pause).toHaveBeenCalledTimes(1);
    expect(line.asked).toHaveLength(1);
  });

  it.each([
    ['answered right before', true, () => undefined],
    ['passed by a seek', false, (to: (time: number, event?: string) => void) => to(60, 'seeked')],
  ])('is not asked when it was %s', async (_, answered, first) => {
    const { to, pause } = await watching(answered);
    first(to);
    to(answered ? 20.1 : 60.2);
    to(answered ? 20.3 : 60.4);
    expect(pause).not.toHaveBeenCalled();
  });
});
