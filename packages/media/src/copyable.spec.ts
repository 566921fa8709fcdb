import { describe, expect, it } from '@jest/globals';
import { packetJudge, type Packet } from './copyable.js';

const FPS = { num: 25, den: 1 };

/** Ten seconds in the order of the file: key frames every two seconds, each other frame before its two reordered ones. */
function regular(seconds = 10, group = 50): Packet[] {
  const packets: Packet[] = [];
  for (let start = 0; start < seconds * 25; start += group)
    for (let i = 0; i < group; i++) {
      const reordered = i === 0 || i === group - 1 ? i : i % 2 === 1 ? i + 1 : i - 1;
      packets.push({ time: (start + reordered) / 25, bytes: 2000, key: i === 0, hidden: false });
    }
  return packets;
}

function verdict(packets: Packet[], maxBitrate = 800_000): boolean {
  const judge = packetJudge(FPS, maxBitrate);
  return packets.every((packet) => judge.take(packet)) && judge.end();
}

const changed = (i: number, change: Partial<Packet>): Packet[] => regular().map((packet, j) => (i === j ? { ...packet, ...change } : packet));

describe('packetJudge', () => {
  it('lets regular frames pass, reordered or rounded to milliseconds', () => {
    expect(verdict(regular())).toBe(true);
    expect(verdict(regular().map((packet) => ({ ...packet, time: Math.round(packet.time * 1000) / 1000 })))).toBe(true);
    expect(verdict(regular(12, 150))).toBe(true);
  });

  it.each<[string, Packet[]]>([
    ['nothing', []],
    ['a frame that an edit list hides', changed(70, { hidden: true })],
    ['a frame at an odd moment', changed(70, { time: 2.81 })],
    ['a time that is missing', changed(70, { time: Number.NaN })],
    ['negative times', regular().map((packet) => ({ ...packet, time: packet.time - 0.08 }))],
    ['a late beginning', regular().map((packet) => ({ ...packet, time: packet.time + 1 }))],
    ['no key frame at the beginning', changed(0, { key: false })],
    ['a missing frame', regular().filter((_packet, i) => i !== 70)],
    ['the same moment twice', changed(71, { time: regular()[70]?.time ?? 0 })],
    ['an open group: frames after a key frame that belong before it', swapped(regular(), 49, 50)],
    ['groups of ten seconds', regular(20, 250)],
    ['a rest of less than a second behind the last cut', regular(10.4, 50).filter(({ time }) => time < 8.4)],
    ['one segment that is much too large', regular().map((packet) => ({ ...packet, bytes: packet.time < 4 ? 9000 : 10 }))],
    ['a bit rate a little too high', regular().map((packet) => ({ ...packet, bytes: 5500 }))],
  ])('refuses %s', (_what, packets) => {
    expect(verdict(packets)).toBe(false);
  });
});

function swapped(packets: Packet[], a: number, b: number): Packet[] {
  const list = [...packets];
  const [first, second] = [list[a], list[b]];
  if (first && second) [list[a], list[b]] = [second, first];
  return list;
}
