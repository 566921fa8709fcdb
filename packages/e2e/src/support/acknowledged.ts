import { type FileHandle, open, readFile } from 'node:fs/promises';
import { type Coverage, union } from '@xuexi/domain';

/** What a learner was told about a lesson. */
export interface Acknowledged {
  personId: string;
  lessonVersionId: string;
  coverage: Coverage;
  completed: boolean;
}

/** Everything that was acknowledged, on the disk of the one who was told: what a crash of the platform cannot take back. */
export class AcknowledgedFile {
  private readonly path: string;
  private readonly file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.file = file;
  }

  static async create(path: string): Promise<AcknowledgedFile> {
    return new AcknowledgedFile(path, await open(path, 'ax'));
  }

  /** @returns once it is on the disk */
  async add(line: Acknowledged): Promise<void> {
    await this.file.appendFile(`${JSON.stringify(line)}\n`);
    await this.file.sync();
  }

  /** All of it, taken together by person and lesson. */
  async read(): Promise<Acknowledged[]> {
    await this.file.close();
    const together = new Map<string, Acknowledged>();
    for (const text of (await readFile(this.path, 'utf8')).trimEnd().split('\n')) {
      const line = JSON.parse(text) as Acknowledged;
      const key = `${line.personId} ${line.lessonVersionId}`;
      const before = together.get(key);
      together.set(key, { ...line, coverage: union(before?.coverage ?? [], line.coverage), completed: line.completed || before?.completed === true });
    }
    return [...together.values()];
  }
}
