import type { SlideFonts } from './fonts.js';
import { ornament } from './ornament.js';
import type { Slide, SpokenLine } from './slide-plan.js';
import { wrapText, wrapTitle } from './text-wrap.js';

/** Pixels of a slide. */
export const SLIDE_WIDTH = 1280;
export const SLIDE_HEIGHT = 720;
/** The look of the learner site (paper, ink, hairlines), so that a lesson looks at home in it. */
export const SLIDE_COLOURS = {
  paper: '#faf8f3',
  ink: '#1b2333',
  ink2: '#465064',
  ink3: '#5d6577',
  line: '#cfc6b4',
  cobalt: '#1d4c9c',
};

const LEFT = 96;
const RIGHT = SLIDE_WIDTH - LEFT;
const FRAME_INSET = 36;
/** The frame's lower edge fills with time. Even numbers: the picture has half as many colour samples as pixels. */
export const TIME_LINE = {
  x: FRAME_INSET,
  y: SLIDE_HEIGHT - FRAME_INSET - 2,
  width: SLIDE_WIDTH - 2 * FRAME_INSET,
  height: 4,
};
/** Left edge of the title's ornament. */
const PANEL_LEFT = 860;
const TITLE_SIZE = 78;
const TITLE_EMS = 9;
const SUBTITLE_SIZE = 32;
const HEADING_SIZE = 30;
const LINE_SIZE = 42;
const ROW_HEIGHT = 64;
const LINE_GAP = 28;
const BODY_LEFT = LEFT + 44;
/** libass counts a font's size from ascent to descent; Chinese fonts set their square at about two thirds of it. */
const FONT_SCALE = 1.448;

/** What a drawing needs to know of a lesson. */
export interface SlideTexts {
  title: string;
  subtitle: string;
  seed: number;
  /** `#rrggbb` */
  accent: string;
  fonts: SlideFonts;
}

const colour = (hex: string): string => `&H${hex.slice(5, 7)}${hex.slice(3, 5)}${hex.slice(1, 3)}&`.toUpperCase();

function time(seconds: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.00`;
}

/** `{`, `}` and `\` are commands in ASS; their full-width forms are only characters. */
function plain(text: string): string {
  return text.replaceAll('\\', '＼').replaceAll('{', '｛').replaceAll('}', '｝').replaceAll(/\s+/g, ' ').trim();
}

function event(layer: number, at: { start: number; end: number }, content: string): string {
  return `Dialogue: ${layer},${time(at.start)},${time(at.end)},Default,,0,0,0,,${content}`;
}

interface Type {
  font: string;
  size: number;
  colour: string;
  bold?: boolean;
}

function text(
  at: { start: number; end: number },
  x: number,
  y: number,
  anchor: 4 | 6 | 7,
  type: Type,
  content: string,
): string {
  const style = `{\\an${anchor}\\pos(${x},${y})\\fn${type.font}\\fs${Math.round(type.size * FONT_SCALE)}\\b${type.bold ? 1 : 0}\\1c${colour(type.colour)}}`;
  return event(2, at, style + plain(content));
}

function block(
  at: { start: number; end: number },
  x: number,
  y: number,
  width: number,
  height: number,
  hex: string,
): string {
  return event(1, at, `{\\an7\\pos(${x},${y})\\1c${colour(hex)}\\p1}m 0 0 l ${width} 0 ${width} ${height} 0 ${height}`);
}

function frame(at: { start: number; end: number }, hex: string): string[] {
  const [width, height] = [SLIDE_WIDTH - 2 * FRAME_INSET, SLIDE_HEIGHT - 2 * FRAME_INSET];
  return [
    block(at, FRAME_INSET, FRAME_INSET, width, 1, hex),
    block(at, FRAME_INSET, FRAME_INSET + height, width, 1, hex),
    block(at, FRAME_INSET, FRAME_INSET, 1, height, hex),
    block(at, FRAME_INSET + width, FRAME_INSET, 1, height, hex),
  ];
}

/** @param alpha 0 opaque … 255 invisible */
function ornamentAt(
  at: { start: number; end: number },
  texts: SlideTexts,
  place: { x: number; y: number; clipLeft: number; clipTop: number; alpha: number },
): string[] {
  const edge = FRAME_INSET + 1;
  const clip = `\\clip(${place.clipLeft},${place.clipTop},${SLIDE_WIDTH - edge},${SLIDE_HEIGHT - edge})`;
  const alpha = place.alpha.toString(16).padStart(2, '0').toUpperCase();
  const style = `{\\an7\\pos(${place.x},${place.y})${clip}\\1a&HFF&\\3c${colour(texts.accent)}\\3a&H${alpha}&\\bord1.4\\p1}`;
  return ornament(texts.seed).map((outline) => event(0, at, style + outline));
}

function titleSlide(slide: Slide, texts: SlideTexts): string[] {
  const rows = wrapTitle(texts.title, TITLE_EMS);
  const top = SLIDE_HEIGHT / 2 - 30 - ((rows.length - 1) * TITLE_SIZE * 1.3) / 2;
  const type: Type = { font: texts.fonts.title, size: TITLE_SIZE, colour: texts.accent, bold: true };
  const below = top + rows.length * TITLE_SIZE * 1.3;
  return [
    ...ornamentAt(slide, texts, {
      x: (PANEL_LEFT + SLIDE_WIDTH - FRAME_INSET) / 2,
      y: SLIDE_HEIGHT / 2,
      clipLeft: PANEL_LEFT,
      clipTop: FRAME_INSET + 1,
      alpha: 150,
    }),
    ...frame(slide, SLIDE_COLOURS.line),
    block(slide, PANEL_LEFT, FRAME_INSET, 1, SLIDE_HEIGHT - 2 * FRAME_INSET, SLIDE_COLOURS.line),
    ...rows.map((row, i) => text(slide, LEFT, top + i * TITLE_SIZE * 1.3, 4, type, row)),
    block(slide, LEFT, below - 26, 72, 4, texts.accent),
    text(
      slide,
      LEFT,
      below + 24,
      4,
      { font: texts.fonts.body, size: SUBTITLE_SIZE, colour: SLIDE_COLOURS.ink2 },
      texts.subtitle,
    ),
  ];
}

function spokenLine(line: SpokenLine, slide: Slide, top: number, rows: string[], texts: SlideTexts): string[] {
  const centre = (i: number): number => top + i * ROW_HEIGHT + ROW_HEIGHT / 2;
  const write = (at: { start: number; end: number }, hex: string): string[] =>
    rows.map((row, i) =>
      text(at, BODY_LEFT, centre(i), 4, { font: texts.fonts.body, size: LINE_SIZE, colour: hex }, row),
    );
  const spoken = { start: line.end, end: slide.end };
  return [
    block({ start: line.start, end: slide.end }, LEFT + 4, centre(0) - 7, 14, 14, texts.accent),
    ...write(line, SLIDE_COLOURS.ink),
    // What has been said stays, a little quieter.
    ...(spoken.end > spoken.start ? write(spoken, SLIDE_COLOURS.ink3) : []),
  ];
}

function lineSlide(slide: Slide, number: number, count: number, texts: SlideTexts): string[] {
  const maxEms = (RIGHT - BODY_LEFT) / LINE_SIZE;
  const wrapped = slide.lines.map((line) => wrapText(line.text, maxEms));
  const height = wrapped.reduce((sum, rows) => sum + rows.length * ROW_HEIGHT, 0) + LINE_GAP * (wrapped.length - 1);
  let top = Math.round(390 - height / 2);
  const lines = slide.lines.flatMap((line, i) => {
    const rows = wrapped[i] ?? [];
    const events = spokenLine(line, slide, top, rows, texts);
    top += rows.length * ROW_HEIGHT + LINE_GAP;
    return events;
  });
  return [
    ...ornamentAt(slide, texts, {
      x: SLIDE_WIDTH - FRAME_INSET,
      y: SLIDE_HEIGHT - FRAME_INSET,
      clipLeft: 1040,
      clipTop: 480,
      alpha: 216,
    }),
    ...frame(slide, SLIDE_COLOURS.line),
    text(
      slide,
      LEFT,
      100,
      4,
      { font: texts.fonts.title, size: HEADING_SIZE, colour: texts.accent, bold: true },
      texts.title,
    ),
    text(
      slide,
      RIGHT,
      100,
      6,
      { font: texts.fonts.body, size: 24, colour: SLIDE_COLOURS.ink3 },
      `${number} / ${count}`,
    ),
    block(slide, LEFT, 136, RIGHT - LEFT, 1, SLIDE_COLOURS.line),
    ...lines,
  ];
}

/**
 * Draws a whole lesson as an ASS document: text and outlines, set by libass with the fonts of the machine.
 *
 * @param slides the title first, as {@link planSlides} gives them
 */
export function drawSlides(slides: Slide[], texts: SlideTexts): string {
  const [title, ...rest] = slides;
  const events = [
    ...(title ? titleSlide(title, texts) : []),
    ...rest.flatMap((slide, i) => lineSlide(slide, i + 1, rest.length, texts)),
  ];
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${SLIDE_WIDTH}`,
    `PlayResY: ${SLIDE_HEIGHT}`,
    'WrapStyle: 2',
    'ScaledBorderAndShadow: yes',
    'YCbCr Matrix: None',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    `Style: Default,${texts.fonts.body},40,&H00000000,&H00000000,&H00000000,0,1,0,0,7,0,0,0,1`,
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...events,
    '',
  ].join('\n');
}
