import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';

import { renderPage } from '../../../testing/render-page';
import { sampleStanding } from '../../../testing/samples';

import type { WatchingFacts } from '../watching/open-watching';

import { EarnCard } from './earn-card';

const facts = (over: Partial<WatchingFacts> = {}): WatchingFacts => ({ standing: sampleStanding(), unsent: [], refused: [], lostBefore: 0, hindrance: null, answerBy: null, ...over });
const show = (these: WatchingFacts) => renderPage(<EarnCard preventSkip={false} facts={these} at={392} here="/courses/c/lessons/l" next={{ title: '利坯', path: '/courses/c/lessons/m' }} />);
const completed = (over: object) => ({ date: '2026-11-22', credited: true, units: 35_680, credits: '0.33', reason: null, ...over });

describe('the earn card', () => {
  it('says what is watched, what is missing, what it earns, and up to where it is saved', () => {
    show(facts());
    expect(screen.getByRole('status')).toHaveTextContent('已看 6 分 12 秒，再看 7 分 11 秒就学完，记 0.33 学分。可以随意拖动，没看过的部分不算。');
    expect(screen.getByText('已保存到 06:32 · 今天还可记 3.66 学分')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /下一课/ })).not.toBeInTheDocument();
  });

  it.each([
    ['nothing of saving at first', 14, null],
    ['that nothing is saved when much was played', 15, '还没有保存'],
  ])('says %s', (_, played, sentence) => {
    show(facts({ standing: sampleStanding({ savedAt: 0, leftTodayUnits: null, leftTodayCredits: null }), unsent: [[392, 392 + played]] }));
    if (sentence === null) expect(screen.queryByText(/保存/)).not.toBeInTheDocument();
    else expect(screen.getByText(sentence)).toBeInTheDocument();
  });

  it('counts what is played and not yet saved', () => {
    show(facts({ unsent: [[392, 400]] }));
    expect(screen.getByRole('status')).toHaveTextContent('已看 6 分 20 秒，再看 7 分 3 秒就学完');
  });

  it('tells before the lesson is complete that today earns nothing more', () => {
    show(facts({ standing: sampleStanding({ leftTodayUnits: 0, leftTodayCredits: '0.00' }) }));
    expect(screen.getByText('今天看课的学分已经记满。现在学完不计分，明天起再看一遍可以记 0.33 学分。')).toBeInTheDocument();
    expect(screen.getByRole('status')).not.toHaveTextContent('记 0.33 学分。可以');
  });

  it.each([
    ['what it earned', completed({}), false, '已学完，记 0.33 学分。'],
    ['that it counts with the real name', completed({}), true, '已学完，记 0.33 学分，实名以后计入。'],
    ['that it earned something below what is shown', completed({ units: 960, credits: '0.00' }), false, '已学完，记不足 0.01 学分，累计计入。'],
    ['that the day was full', completed({ credited: false, units: 0, credits: '0.00', reason: 'daily_cap' }), false, '已学完 · 未计分。今天看课的学分已经记满，明天起再看一遍可以记 0.33 学分。'],
    ['that the whole course earns', completed({ credited: false, units: 0, credits: '0.00', reason: 'course_value' }), false, '已学完。这门课全部学完后一起记学分。'],
    ['that it was taken back', completed({ credited: false, units: 0, credits: '0.00', reason: 'corrected' }), false, '已学完。这一课的学分已更正，现在不计。 看我的学分'],
  ])('says of a complete lesson %s, and leads on', (_, done, provisional, sentence) => {
    show(facts({ standing: sampleStanding({ completed: done, provisional }) }));
    expect(screen.getByRole('status')).toHaveTextContent(sentence);
    expect(screen.getByRole('link', { name: '下一课：利坯' })).toHaveAttribute('href', '/courses/c/lessons/m');
  });

  it('says what is kept here while the line is down', () => {
    show(facts({ hindrance: 'offline', unsent: [[392, 404]] }));
    expect(screen.getByText('网络断了。刚看的 12 秒先存在这台设备上，连上后自动补交。')).toBeInTheDocument();
  });

  it('says what is not counted, unless it was watched again', () => {
    show(facts({ refused: [[700, 712]], lostBefore: 3 }));
    expect(screen.getByText('有 15 秒没有计入：当时没有回应“还在看吗”，或者已经不能补交。再看一遍就会计入。')).toBeInTheDocument();
  });

  it('says nothing of refused seconds that were played again', () => {
    show(facts({ refused: [[700, 712]], unsent: [[690, 720]] }));
    expect(screen.queryByText(/没有计入/)).not.toBeInTheDocument();
  });

  it.each(['displaced', 'other_page'] as const)('keeps no figures that another player has made old (%s)', (hindrance) => {
    show(facts({ hindrance }));
    expect(screen.getByRole('status')).toHaveTextContent('进度以正在播放的那一边为准。在这里继续看，就能看到最新的进度。');
    expect(screen.queryByText(/已保存到|再看|没有计入/)).not.toBeInTheDocument();
  });

  it('says how many seconds a takeover left unreported, and how they come to count', () => {
    show(facts({ hindrance: 'displaced', unsent: [[380, 404]] }));
    expect(screen.getByText(/刚在这里看的 12 秒还没有计入.*在这里继续看时会补交/)).toBeInTheDocument();
  });

  it('leads back here through the login when the session is over', () => {
    show(facts({ hindrance: 'signed_out' }));
    expect(screen.getByRole('link', { name: '重新登录' })).toHaveAttribute('href', '/login?next=%2Fcourses%2Fc%2Flessons%2Fl');
  });
});
