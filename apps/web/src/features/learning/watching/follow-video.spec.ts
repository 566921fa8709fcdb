/** @jest-environment node */
import { beforeEach, describe, expect, it } from '@jest/globals';

import { type FollowingReporter, followVideo } from './follow-video';

class FakeVideo extends EventTarget {
  currentTime = 0;
  playbackRate = 1;
  seeking = false;
  paused = true;
  readyState = 1;

  tell(...events: string[]): void {
    events.forEach((event) => this.dispatchEvent(new Event(event)));
  }
}

describe('following a video', () => {
  let video: FakeVideo;
  let said: string[];
  let end: () => void;

  beforeEach(() => {
    video = new FakeVideo();
    said = [];
    const say =
      (what: string) =>
      (...facts: number[]) =>
        void said.push([what, ...facts].join(' '));
    const reporter: FollowingReporter = { moved: say('moved'), jumped: say('jumped'), plays: say('plays'), pauses: say('pauses'), report: say('report'), leave: say('leave'), tick: say('tick') };
    end = followVideo(video, reporter);
  });

  it('tells playing, its rate and its end', () => {
    video.paused = false;
    video.tell('play');
    video.currentTime = 0.25;
    video.tell('timeupdate');
    video.playbackRate = 1.5;
    video.tell('ratechange');
    video.currentTime = 0.6;
    video.paused = true;
    video.tell('pause');
    expect(said).toEqual(['jumped 0', 'plays 1', 'moved 0.25', 'plays 1.5', 'moved 0.6', 'pauses']);
  });

  it('takes a seek as a jump, although browsers tell the new time before they tell that it is over', () => {
    video.currentTime = 80;
    video.seeking = true;
    video.tell('timeupdate', 'seeking', 'timeupdate');
    video.seeking = false;
    video.tell('timeupdate', 'seeked');
    video.currentTime = 80.25;
    video.tell('timeupdate');
    expect(said).toEqual(['jumped 80', 'report', 'moved 80.25']);
  });

  it.each([
    ['the beginning', [], 0, 0.04],
    ['where it was paused', [7.2, 'pause'], 7.2, 7.31],
    ['where a seek went', [12, 'seeking'], 12, 12.08],
  ] as const)('begins at %s, although the event comes when playback has gone on', (_, before, from, told) => {
    const [at = 0, ...events] = before;
    video.currentTime = at;
    video.tell(...events);
    said = [];
    video.paused = false;
    video.currentTime = told;
    video.tell(events[0] === 'seeking' ? 'seeked' : 'play');
    expect(said[0]).toBe(`jumped ${from}`);
  });

  it('takes a time that no event explains as a jump', () => {
    video.paused = false;
    video.currentTime = 30;
    video.tell('play');
    expect(said[0]).toBe('jumped 30');
  });

  it('takes another source as a jump', () => {
    video.currentTime = 12;
    video.tell('timeupdate');
    video.currentTime = 0;
    video.tell('emptied', 'timeupdate', 'loadedmetadata');
    expect(said).toEqual(['moved 12']);
    video.currentTime = 12;
    video.tell('seeking', 'seeked');
    expect(said).toEqual(['moved 12', 'jumped 12', 'report']);
  });

  it('says nothing of a video that has not been brought to its place yet', () => {
    video.readyState = 0;
    video.tell('play', 'timeupdate', 'pause');
    expect(said).toEqual(['plays 1', 'pauses']);
  });

  it('is silent after its end', () => {
    end();
    video.tell('timeupdate', 'play', 'pause', 'seeked');
    expect(said).toEqual([]);
  });
});
