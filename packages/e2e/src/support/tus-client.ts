import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const TUS = { 'tus-resumable': '1.0.0' };
const UNTIL_ANSWERED_MS = 50;

/** What happens to a chunk while it is sent. */
export interface Accident {
  /** After so many bytes have left. */
  afterBytes: number;
  /** Breaks the line itself where this does not. */
  happen: () => Promise<void>;
}

/** One upload, byte for byte under the control of a test. The file is whole and said at its end. */
export class TusUpload {
  /** Bytes of the file that left this machine, again and again. */
  sentBytes = 0;
  private readonly cookie: string;
  private readonly path: string;
  private readonly file: Buffer;
  private readonly hash: string;

  private constructor(cookie: string, path: string, file: Buffer) {
    this.cookie = cookie;
    this.path = path;
    this.file = file;
    this.hash = createHash('sha256').update(file).digest('hex');
  }

  static async begin(api: string, cookie: string, lessonId: string, file: Buffer): Promise<TusUpload> {
    const metadata = Object.entries({ lessonId, filename: '拉坯.mp4' }).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
    const answer = await fetch(`${api}/api/uploads`, { method: 'POST', headers: { ...TUS, cookie, 'upload-length': String(file.length), 'upload-metadata': metadata.join(',') } });
    if (answer.status !== 201) throw new Error(`An upload was refused with ${answer.status}: ${await answer.text()}`);
    return new TusUpload(cookie, answer.headers.get('location')!, file);
  }

  get id(): string {
    return this.path.split('/').at(-1)!;
  }

  /** The true offset, as soon as somebody at this address can say it. */
  async offset(api: string): Promise<number> {
    for (;;) {
      const answer = await fetch(`${api}${this.path}`, { method: 'HEAD', headers: { ...TUS, cookie: this.cookie } }).catch(() => null);
      if (answer?.status === 200) return Number(answer.headers.get('upload-offset'));
      if (answer && answer.status < 500 && answer.status !== 423) throw new Error(`The offset was refused with ${answer.status}`);
      await delay(UNTIL_ANSWERED_MS);
    }
  }

  /** Sends a chunk. @returns the status of the answer; null when the line broke first */
  send(api: string, offset: number, bytes: number, accident?: Accident): Promise<number | null> {
    const chunk = this.file.subarray(offset, offset + bytes);
    const isLast = offset + chunk.length === this.file.length;
    return new Promise((resolve, reject) => {
      const patch = request(`${api}${this.path}`, {
        method: 'PATCH',
        agent: false,
        headers: { ...TUS, cookie: this.cookie, 'content-type': 'application/offset+octet-stream', 'content-length': chunk.length, 'upload-offset': offset, ...(isLast && { 'upload-sha256': this.hash }) },
      });
      patch.on('error', () => resolve(null));
      patch.on('response', (answer) => {
        answer.resume();
        answer.on('close', () => resolve(answer.statusCode ?? null));
      });
      const first = chunk.subarray(0, accident?.afterBytes ?? chunk.length);
      this.sentBytes += first.length;
      patch.write(first, () => {
        if (accident === undefined) patch.end();
        else accident.happen().then(() => patch.destroy(new Error('cut')), reject);
      });
    });
  }
}
