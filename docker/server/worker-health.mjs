// Health check of the worker, which listens on no port: ends with status 0 while jobs leave the outbox within a minute, which takes
// the worker's relay, MariaDB and Redis together.
import { createConnection } from 'mysql2/promise';

const LATE_SECONDS = 60;

const connection = await createConnection(process.env.DATABASE_URL);
const [[{ late }]] = await connection.query(
  'SELECT COUNT(*) AS late FROM outbox WHERE sent_at IS NULL AND created_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND',
  [LATE_SECONDS],
);
await connection.end();
if (late > 0) {
  process.stderr.write(`${late} jobs have waited for more than ${LATE_SECONDS} s to be enqueued\n`);
  process.exitCode = 1;
}
