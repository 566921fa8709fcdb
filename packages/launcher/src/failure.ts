import { folderProblem } from '../bin/bootstrap/data-folder.mjs';

/** Something that a person has to put right: said in both languages, without a stack trace. */
export class LauncherFailure extends Error {
  readonly zh: string;
  readonly en: string;
  /** What a program said last, shown below the message. */
  readonly lines: string[];

  constructor(zh: string, en: string, lines: string[] = []) {
    super(en);
    this.zh = zh;
    this.en = en;
    this.lines = lines;
  }
}

/** The command was stopped by a signal, or because the process above it has gone. */
export class Interrupted extends Error {}

/**
 * Does work on the files of a folder and turns what the file system refuses into a message that names the folder.
 * @throws {LauncherFailure} where the folder cannot be used
 */
export async function usingFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = folderProblem(folder, error);
    throw problem === null ? error : new LauncherFailure(problem.zh, problem.en);
  }
}
