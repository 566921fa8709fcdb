/** Shorter steps say nothing on a plain output. */
const QUIET_MS = 2000;
/** How often a long step says on a plain output that it goes on. */
const PLAIN_EVERY_MS = 10_000;
const LINE_EVERY_MS = 200;

/** A step that runs now. */
interface Step {
  title: string;
  startedAt: number;
  detail: string;
}

/** Where progress goes; a terminal has `isTTY` and a width. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Tells a step what it is at, in a few words. */
export type Report = (detail: string) => void;

/** Shows what goes on: one line that changes in place on a terminal, plain lines elsewhere. */
export class Progress {
  readonly #output: Output;
  readonly #running = new Set<Step>();
  #timer: NodeJS.Timeout | null = null;
  #spin = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Runs one step under a title and says at its end how long it took. */
  async step<T>(title: string, work: (report: Report) => Promise<T>): Promise<T> {
    const step: Step = { title, startedAt: performance.now(), detail: '' };
    this.#running.add(step);
    const plain = this.#output.isTTY ? null : this.#plainReports(step);
    this.#redraw();
    try {
      const result = await work((detail) => (step.detail = detail));
      this.#end(step, '✓');
      return result;
    } catch (error) {
      this.#end(step, '✗');
      throw error;
    } finally {
      clearInterval(plain?.repeat);
      clearTimeout(plain?.first);
    }
  }

  /** Prints lines that stay, above the line that changes. */
  say(...lines: string[]): void {
    this.#clearLine();
    for (const line of lines) this.#output.write(`${line}\n`);
    this.#drawLine();
  }

  #end(step: Step, mark: string): void {
    this.#running.delete(step);
    const tookMs = performance.now() - step.startedAt;
    this.#redraw();
    this.say(`${mark} ${step.title} (${seconds(tookMs)} s)`);
  }

  #plainReports(step: Step): { first: NodeJS.Timeout; repeat: NodeJS.Timeout } {
    const report = (): void => this.say(`… ${step.title} (${seconds(performance.now() - step.startedAt)} s) ${step.detail}`.trimEnd());
    return { first: setTimeout(report, QUIET_MS), repeat: setInterval(report, PLAIN_EVERY_MS) };
  }

  #redraw(): void {
    if (!this.#output.isTTY) return;
    if (this.#running.size > 0) {
      this.#timer ??= setInterval(() => {
        this.#spin += 1;
        this.#clearLine();
        this.#drawLine();
      }, LINE_EVERY_MS);
    } else {
      this.#clearLine();
      clearInterval(this.#timer ?? undefined);
      this.#timer = null;
    }
  }

  #clearLine(): void {
    if (this.#output.isTTY) this.#output.write('\r\u001b[2K');
  }

  #drawLine(): void {
    const [step] = this.#running;
    if (!this.#output.isTTY || step === undefined) return;
    const others = this.#running.size > 1 ? ` (+${this.#running.size - 1})` : '';
    const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'[this.#spin % 10];
    const line = `${spinner} ${step.title}${others} ${Math.floor((performance.now() - step.startedAt) / 1000)} s  ${step.detail}`;
    this.#output.write(cutToWidth(line, (this.#output.columns || 80) - 1));
  }
}

/** The columns a text takes on a terminal: a Chinese character takes two. */
export function displayWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + characterWidth(character), 0);
}

/** Fills a text with blanks up to a width in columns. */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function cutToWidth(text: string, width: number): string {
  let used = 0;
  let cut = '';
  for (const character of text) {
    used += characterWidth(character);
    if (used > width) break;
    cut += character;
  }
  return cut;
}

function characterWidth(character: string): number {
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(character) ? 2 : 1;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
