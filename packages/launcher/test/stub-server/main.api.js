// Stands in for the api in tests of the launcher: it answers like a site that is ready.
import { createServer } from 'node:http';

const { HOST, PORT, DATABASE_URL, DATABASE_MIGRATION_URL, REDIS_URL } = process.env;
createServer((request, response) => {
  if (request.url === '/api/health/ready') response.end('{}');
  else response.end(JSON.stringify({ title: '学习在线', pid: process.pid, databaseUrl: DATABASE_URL, redisUrl: REDIS_URL, knowsOwner: DATABASE_MIGRATION_URL !== undefined }));
}).listen(Number(PORT), HOST);
process.on('SIGTERM', () => process.exit(0));
