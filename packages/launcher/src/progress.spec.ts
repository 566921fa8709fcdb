import { describe, expect, it } from '@jest/globals';
import { demoAccountsTable } from './demo-accounts.ts';
import { displayWidth, type Output, padToWidth, Progress } from './progress.ts';

class Written implements Output {
  text = '';
  readonly isTTY: boolean;
  readonly columns = 40;

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.text += text;
  }
}

describe('Progress', () => {
  it('says on a plain output only how a short step ended', async () => {
    const output = new Written(false);
    const result = await new Progress(output).step('Building', async (report) => {
      report('a file');
      return 7;
    });
    expect(result).toBe(7);
    expect(output.text).toMatch(/^✓ Building \(0\.\d s\)\n$/);
  });

  it('marks a step that fails and passes the error on', async () => {
    const output = new Written(false);
    await expect(new Progress(output).step('Building', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(output.text).toMatch(/^✗ Building/);
  });

  it('keeps its changing line below the lines that stay and within the terminal', async () => {
    const output = new Written(true);
    const progress = new Progress(output);
    await progress.step('启动数据库', async () => {
      progress.say('一行');
      await progress.step('x'.repeat(200), async () => undefined);
    });
    const lines = output.text.split('\n').flatMap((line) => line.split('\r\u001b[2K'));
    expect(output.text).toContain('\u001b[2K一行\n');
    expect(Math.max(...lines.filter((line) => line.startsWith('⠋')).map(displayWidth))).toBeLessThan(40);
    expect(output.text.endsWith('s)\n')).toBe(true);
  });
});

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['学员', 4],
    ['（一）', 6],
    ['', 0],
  ])('%s', (text, width) => {
    expect(displayWidth(text)).toBe(width);
    expect(displayWidth(padToWidth(text, 10))).toBe(10);
  });

  it('lines up the columns of the demo accounts', () => {
    const table = demoAccountsTable([
      { role: '学员', name: '王小明', phone: '13800000001', password: 'abc', where: '/' },
      { role: '平台管理员', name: '李', phone: '13800000002', password: 'abcdef', where: '/console/' },
    ]);
    const columns = table.map((line) => displayWidth(line.slice(0, line.search(/1380|手机/))));
    expect(new Set(columns).size).toBe(1);
  });
});
