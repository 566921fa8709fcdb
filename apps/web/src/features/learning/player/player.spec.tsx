import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

import { renderPage } from '../../../testing/render-page';
import { sampleRenditions, sampleStanding } from '../../../testing/samples';
import type { PlaySession } from '../api/play-session';

import { Player } from './player';

const session = (over: Partial<PlaySession['playback']> = {}): PlaySession => ({
  playSessionId: 'session',
  course: { id: 'course', title: '千年瓷都手工制瓷' },
  lesson: { lessonVersionId: 'lesson', title: '拉坯', chapterTitle: '第一章' },
  playback: { kind: 'video', masterUrl: '/m.m3u8', posterUrl: null, audioUrl: '/a.m3u8', previewsUrl: null, captions: [], renditions: sampleRenditions(), durationSeconds: 892, ...over },
  tookOver: false,
  reportEverySeconds: 10,
  maxRate: 1.5,
  preventSkip: false,
  standing: sampleStanding(),
});

/** jsdom plays nothing: no film is found that it could, and its element only remembers. */
function Lesson({ playing, offline = false }: { playing: PlaySession; offline?: boolean }) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [tried] = useState({ current: false });
  return (
    <Player
      session={playing}
      startAt={392}
      goesOn={false}
      tried={tried}
      watched={[]}
      complete={false}
      savedAt={392}
      offline={offline}
      video={video}
      onVideo={setVideo}
      onReopen={() => undefined}
      obstacle={null}
      ending={() => null}
    >
      {() => null}
    </Player>
  );
}

const open = (over?: Parameters<typeof session>[0]) => {
  const { container } = renderPage(<Lesson playing={session(over)} />);
  return container.querySelector('video')!;
};
const connect = (connection: object) => Object.defineProperty(navigator, 'connection', { configurable: true, value: Object.assign(new EventTarget(), connection) });

describe('the player', () => {
  let play: jest.SpiedFunction<HTMLMediaElement['play']>;
  beforeEach(() => {
    localStorage.clear();
    connect({});
    window.matchMedia = (() => new EventTarget()) as unknown as typeof window.matchMedia;
    jest.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => undefined);
    jest.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('maybe');
    play = jest.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('says before it plays what the lesson costs, and what can be saved', async () => {
    Object.assign(window, { MediaSource: class {} });
    open();
    expect(screen.getByRole('button', { name: '从 06:32 接着看' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '自动，整课最多约 96 MB' }));
    const choices = screen.getByRole('group', { name: '清晰度' });
    expect(within(choices).getAllByRole('radio')).toHaveLength(6);
    await userEvent.click(within(choices).getByRole('radio', { name: /流畅 240p.*约 18 MB.*省 81% 流量/ }));
    expect(screen.getByRole('button', { name: '流畅 240p，整课约 18 MB' })).toBeInTheDocument();
    Reflect.deleteProperty(window, 'MediaSource');
  });

  it('leaves the size of the picture to a phone that plays by itself', async () => {
    open();
    await userEvent.click(screen.getByRole('button', { name: '更多' }));
    expect(screen.getAllByRole('radio').map((each) => each.closest('label')?.textContent)).toEqual([expect.stringContaining('自动'), expect.stringContaining('只听声音')]);
    expect(screen.getByText('画面大小由这台手机按网速自动选。')).toBeInTheDocument();
  });

  it('offers speeds up to what the rules allow, and keeps what was chosen', async () => {
    const video = open();
    const speeds = screen.getByLabelText('倍速');
    expect(within(speeds).getAllByRole('option').map((each) => each.textContent)).toEqual(['0.75×', '1×', '1.25×', '1.5×']);
    await userEvent.selectOptions(speeds, '1.5');
    expect(video.playbackRate).toBe(1.5);
    expect(localStorage.getItem('xuexi.player')).toContain('"rate":1.5');
  });

  it('asks for a press where the browser refuses to play by itself', async () => {
    play.mockRejectedValue(new DOMException('', 'NotAllowedError'));
    open();
    await userEvent.click(screen.getByRole('button', { name: '从 06:32 接着看' }));
    expect(await screen.findByRole('button', { name: '点一下接着播放' })).toBeInTheDocument();
  });

  it('asks before it uses mobile data, where the learner wants to be asked', async () => {
    localStorage.setItem('xuexi.player', '{"wifiOnly":true}');
    connect({ type: 'cellular' });
    const video = open();
    expect(screen.getByText('现在用的是手机流量，放完这一课约 96 MB。')).toBeInTheDocument();
    expect(video.getAttribute('src')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '只听声音，约 4.0 MB' }));
    expect(screen.queryByText(/现在用的是手机流量/)).not.toBeInTheDocument();
    expect(await screen.findByRole('button', { name: '只听声音，整课约 4.0 MB' })).toBeInTheDocument();
    expect(video.getAttribute('src')).toBe('/a.m3u8');
  });

  it('says that it cannot know the line where the browser does not tell it', async () => {
    open();
    await userEvent.click(screen.getByRole('button', { name: '更多' }));
    expect(screen.getByRole('checkbox', { name: /只在 Wi-Fi 下播放/ })).toBeDisabled();
  });

  it('says that a browser is too old for its films', async () => {
    jest.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('');
    open();
    expect(await screen.findByRole('alert')).toHaveTextContent('这个浏览器放不了视频。');
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('calls a recording by its name and has nothing to choose for it', async () => {
    open({ kind: 'audio', renditions: sampleRenditions().filter(({ kind }) => kind === 'audio-only') });
    expect(screen.getByRole('region', { name: '录音：拉坯' })).toBeInTheDocument();
    expect(screen.getByText('整课约 4.0 MB')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '更多' }));
    expect(screen.queryByRole('group', { name: '清晰度' })).not.toBeInTheDocument();
  });

  it('follows the keys, those for the volume only while it has the focus, and says what they did', () => {
    const video = open();
    fireEvent.keyDown(document.body, { key: 'l' });
    expect(video.currentTime).toBe(10);
    fireEvent.keyDown(document.body, { key: 'ArrowDown' });
    expect(video.volume).toBe(1);
    fireEvent.keyDown(screen.getByRole('button', { name: '更多' }), { key: 'ArrowDown' });
    expect(video.volume).toBe(0.9);
    expect(screen.getByText('音量 90%')).toBeInTheDocument();
    fireEvent.keyDown(document.body, { key: 'm' });
    expect(video.muted).toBe(true);
    fireEvent.keyDown(document.body, { key: ' ' });
    expect(play).toHaveBeenCalledTimes(1);
  });

  it('is made silent and louder with the mouse, and keeps it', async () => {
    const video = open();
    await userEvent.click(screen.getByRole('button', { name: '静音', pressed: false }));
    expect(video.muted).toBe(true);
    expect(screen.getByRole('slider', { name: '音量' })).toHaveValue('0');
    fireEvent.change(screen.getByRole('slider', { name: '音量' }), { target: { value: '40' } });
    expect(video.volume).toBe(0.4);
    expect(screen.getByRole('button', { name: '静音', pressed: false })).toBeInTheDocument();
    expect(localStorage.getItem('xuexi.player')).toContain('"volume":0.4,"muted":false');
  });

  it('says up to where it is saved when the line is back, and when the learner is', () => {
    const { rerender } = render(<Lesson playing={session()} offline />);
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(screen.queryByText('已保存到 06:32')).not.toBeInTheDocument();
    rerender(<Lesson playing={session()} />);
    expect(screen.getByText('已保存到 06:32')).toBeInTheDocument();
  });

  it('goes to a place only when the finger is lifted', () => {
    const video = open();
    const bar = screen.getByLabelText('播放位置');
    fireEvent.pointerDown(bar);
    fireEvent.change(bar, { target: { value: '600' } });
    expect(video.currentTime).toBe(0);
    expect(screen.getByText('10:00')).toBeInTheDocument();
    fireEvent.pointerUp(bar);
    expect(video.currentTime).toBe(600);
  });
});
