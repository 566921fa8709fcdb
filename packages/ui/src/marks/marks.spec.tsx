import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';

import { CourseCover } from './course-cover';
import { coverLines, widthOf } from './cover-title';
import { WatchStrip } from './watch-strip';
import { YearPlate } from './year-plate';

const MONTHS = [1.2, 0.6, 1.9, 2.1, 0.8, 1.1, 0.3, 1.4, 0.9, 1.5, 0.6, 0];

describe('the year plate', () => {
  it('says the year in a sentence and draws a petal a month, the coming ones as outlines', () => {
    const { container } = render(<YearPlate months={MONTHS} total="12.40" target={20} currentMonth={11} />);
    expect(screen.getByRole('img', { name: '今年已获 12.40 学分，目标 20 学分' })).toBeInTheDocument();
    expect(container.querySelectorAll('path.petal')).toHaveLength(11);
    expect(container.querySelectorAll('path.ahead')).toHaveLength(1);
  });

  it('fills the fullest month wholly and an empty one faintly', () => {
    const { container } = render(<YearPlate months={MONTHS} total="12.40" target={20} currentMonth={12} />);
    const fills = [...container.querySelectorAll('path')].map((petal) => Number(petal.getAttribute('fill-opacity')));
    expect(Math.max(...fills)).toBe(1);
    expect(fills[3]).toBe(1);
    expect(fills[11]).toBe(0.12);
  });

  it('closes the rim at the target and not before', () => {
    const rim = (total: string, met?: boolean) => {
      const { container } = render(<YearPlate months={MONTHS} total={total} target={20} currentMonth={12} met={met} />);
      return container.querySelector('circle.earned, circle.met');
    };
    expect(rim('0.00')).toBeNull();
    expect(rim('10.00')?.getAttribute('stroke-dasharray')).toBe('314.16 628.32');
    expect(rim('20.00')).toHaveClass('met');
    expect(rim('31.50')?.getAttribute('stroke-dasharray')).toBe('628.32 628.32');
    expect(rim('20.00', false)).toHaveClass('earned');
  });
});

describe('the watch strip', () => {
  it('draws every range where it lies and says how much was watched', () => {
    const { container } = render(<WatchStrip seconds={892} covered={[[0, 230], [250, 392]]} refused={[[236, 242]]} at={392} threshold={803} thresholdLabel="看满九成即学完" />);
    expect(screen.getByRole('img', { name: '看过 6 分 12 秒，全长 14 分 52 秒' })).toBeInTheDocument();
    const covered = [...container.querySelectorAll('.covered')].map((rect) => [rect.getAttribute('x'), rect.getAttribute('width')]);
    expect(covered).toEqual([['0', '230'], ['250', '142']]);
    expect(container.querySelector('.refused')).toHaveAttribute('width', '6');
    expect(screen.getByText('看满九成即学完')).toBeInTheDocument();
  });

  it('stands a lesson of no length', () => {
    render(<WatchStrip seconds={0} covered={[]} />);
    expect(screen.getByRole('img', { name: '看过 0 秒，全长 0 秒' })).toBeInTheDocument();
  });
});

describe('the cover', () => {
  it('gives two covers on a page gradients of their own', () => {
    const { container } = render(
      <>
        <CourseCover title="钩针编织入门" category="生活休闲" seed="a" />
        <CourseCover title="认识我们的星空" category="科学普及" seed="b" />
      </>,
    );
    const ids = [...container.querySelectorAll('linearGradient')].map((gradient) => gradient.id);
    expect(new Set(ids).size).toBe(2);
    ids.forEach((id) => expect(container.querySelector(`[fill="url(#${id})"]`)).not.toBeNull());
  });

  it('looks the same for the same course', () => {
    const place = () => render(<CourseCover title="八段锦" category="养生保健" seed="01J" />).container.querySelector('g')?.getAttribute('transform');
    expect(place()).toBe(place());
  });

  it.each([
    ['钩针编织入门', ['钩针编织入门']],
    ['八段锦：每天十二分钟', ['八段锦', '每天十二分钟']],
    ['老年人防诈骗二十讲', ['老年人防', '诈骗二十讲']],
  ])('breaks %s between words', (title, lines) => {
    expect(coverLines(title).join('')).toBe(lines.join(''));
    expect(coverLines(title)).toHaveLength(lines.length);
  });

  it.each(['社会主义核心价值观二十四字怎么记怎么讲给孩子听', 'WPS 表格 2024 从入门到熟练', '景德镇：千年瓷都的七十二道手工制瓷工序详细讲解'])('keeps %s off the ornament', (title) => {
    const lines = coverLines(title);
    expect(lines.length).toBeLessThanOrEqual(3);
    lines.forEach((line) => expect(widthOf(line)).toBeLessThanOrEqual(9));
  });
});
