import type { Config } from '../config/config.js';
import { createDataSource } from './data-source.js';

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'ETIMEDOUT', 'PROTOCOL_CONNECTION_LOST']);
const REFUSED = new Set(['ER_ACCESS_DENIED_ERROR', 'ER_BAD_DB_ERROR', 'ER_DBACCESS_DENIED_ERROR']);

/**
 * For commands, before they begin: whether the database lets them in. If it does not, whoever typed the command reads why, and what to do, in
 * a sentence.
 * @param say takes that sentence
 * @throws anything else that is wrong with the connection
 */
export async function databaseAnswers(config: Pick<Config, 'databaseUrl'>, say: (line: string) => void = toStandardError): Promise<boolean> {
  const dataSource = createDataSource(config, []);
  try {
    await dataSource.initialize();
  } catch (error) {
    const why = sentenceOf(error, new URL(config.databaseUrl).host);
    if (why === null) throw error;
    say(why);
    return false;
  }
  await dataSource.destroy();
  return true;
}

function sentenceOf(error: unknown, host: string): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (UNREACHABLE.has(code)) return `连不上数据库 ${host}，请先启动它，或改正 DATABASE_URL · the database at ${host} does not answer: start it, or correct DATABASE_URL`;
  if (REFUSED.has(code)) return `数据库 ${host} 不认 DATABASE_URL 里的账号、密码或库名，请改正 · the database at ${host} refuses the account, password or name in DATABASE_URL: correct it`;
  return null;
}

function toStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}
