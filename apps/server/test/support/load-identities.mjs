// Loads the identities of a JSON file through the server's own services, as the built server has them: who they are, their logins, for some the
// verification at a desk, for some a session with a known token and no real name yet. Run with the server's environment and the file's name.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { DemoModule } from '../../dist/demo/demo.module.js';
import { Account } from '../../dist/identity/account.entity.js';
import { AccountsService } from '../../dist/identity/accounts.service.js';
import { newPerson } from '../../dist/identity/new-person.js';
import { Person } from '../../dist/identity/person.entity.js';
import { RealNameService } from '../../dist/identity/real-name.service.js';
import { Session } from '../../dist/identity/session.entity.js';
import { loadConfig } from '../../dist/platform/config/config.js';
import { PersonKeys } from '../../dist/platform/crypto/person-keys.js';
import { inTransaction } from '../../dist/platform/database/transaction.js';
import { newId } from '../../dist/platform/ids.js';

const PAGE = 500;
const HOME = { id: '01900000-0000-7000-8000-000000000001', path: '01900000-0000-7000-8000-000000000001/' };

const identities = JSON.parse(await readFile(process.argv[2], 'utf8'));
const app = await NestFactory.createApplicationContext(DemoModule.with(loadConfig()), { logger: ['error'] });
const [dataSource, keys, realNames, accounts] = [DataSource, PersonKeys, RealNameService, AccountsService].map((token) => app.get(token, { strict: false }));
try {
  for (let i = 0; i < identities.length; i += PAGE) await load(identities.slice(i, i + PAGE));
} finally {
  await app.close();
}

async function load(page) {
  const rows = await Promise.all(page.map(rowsOf));
  await inTransaction(dataSource, async (tx) => {
    await tx.insert(Person, rows.map(({ person }) => person));
    await tx.insert(Account, rows.map(({ account }) => account));
    const sessions = rows.flatMap(({ session }) => session ?? []);
    if (sessions.length > 0) await tx.insert(Session, sessions);
    for (const { identity, person, account } of rows) {
      if (identity.how === 'desk') await realNames.verifyAtDesk(tx, { personId: person.id, documentKind: 'resident_id', ...identity, by: account.id });
    }
  });
}

async function rowsOf(identity) {
  const now = new Date();
  const plain = newPerson(HOME, now);
  const { dataKey, cipher } = await keys.issue(plain.id);
  const verified = identity.how === 'stored' && { verification: 'verified', verifiedAt: now, registeredOn: '2026-11-22', registeredRegionPath: HOME.path, ...realNames.encrypted(cipher, plain.id, identity) };
  const account = accounts.accountRow(cipher, plain.id, '学员', identity.phone, null);
  const session = identity.how === 'online' && {
    id: newId(),
    tokenHash: createHash('sha256').update(identity.token).digest('hex'),
    accountId: account.id,
    userAgent: 'test',
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
  };
  return { identity, person: { ...plain, dataKey, ...verified }, account, session: session || null };
}
