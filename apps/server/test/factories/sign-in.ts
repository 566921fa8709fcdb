import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes, randomInt } from 'node:crypto';
import { createChallenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { BlindIndex } from '../../src/platform/crypto/blind-index.js';
import type { SignedGateway } from '../../src/platform/config/config.js';
import { newId } from '../../src/platform/ids.js';
import { humanCheckSecrets } from '../../src/identity/sign-in/human-check.service.js';
import type { HumanCheckDto, SmsPurpose } from '../../src/identity/sign-in/sign-in.dto.js';
import { SmsCode } from '../../src/identity/sms/sms-code.entity.js';
import type { World } from '../support/world.js';
import { PASSWORD, newPhone } from './persons.js';
import type { Region } from '../../src/regions/region.entity.js';

/** A solved challenge, as a browser hands it in; signed like the api's own, but of hardly any work. */
export async function aProof(world: World): Promise<string> {
  const data = { expires: world.clock.now() + 300_000 };
  const challenge = await createChallenge({ algorithm: 'PBKDF2/SHA-256', cost: 1, counter: 1, data, deriveKey, ...humanCheckSecrets(world.config) });
  return proofFor({ challenge: challenge as HumanCheckDto['challenge'] });
}

/** The proof for a challenge, worked out. */
export async function proofFor({ challenge }: Pick<HumanCheckDto, 'challenge'>): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

/** A code that was sent to a phone just now. */
export async function aCode(world: World, phone: string, purpose: SmsPurpose): Promise<string> {
  const blindIndex = new BlindIndex(world.config);
  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const now = world.clock.date();
  await world.db.manager.insert(SmsCode, {
    id,
    phoneIndex: blindIndex.of('phone', phone),
    purpose,
    codeHash: blindIndex.of('sms_code', `${id}|${code}`),
    tries: 0,
    createdAt: now,
    expiresAt: new Date(now.getTime() + 300_000),
    usedAt: null,
  });
  return code;
}

/** What a newcomer sends to register: a proof, and a code for their phone. */
export async function aRegistration(world: World, region: Region, change: Record<string, unknown> = {}): Promise<Record<string, unknown> & { phone: string }> {
  const phone = newPhone();
  return { phone, code: await aCode(world, phone, 'register'), password: PASSWORD, displayName: '王阿姨', regionId: region.id, humanCheck: await aProof(world), ...change };
}

/** A request as the gateway of a test received it. */
export interface Received {
  headers: Record<string, unknown>;
  body: string;
  message: { phone: string; template: string; code: string };
}

/** An SMS gateway on loopback that keeps what it is given. */
export interface TestGateway extends AsyncDisposable {
  config: SignedGateway;
  received: Received[];
  /** What it answers from now on. */
  status: number;
}

export async function aGateway(): Promise<TestGateway> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ headers: request.headers, body, message: JSON.parse(body) });
      response.writeHead(gateway.status).end('ok');
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const gateway: TestGateway = {
    config: { url: new URL(`http://127.0.0.1:${port}/send`), key: randomBytes(32) },
    received,
    status: 200,
    async [Symbol.asyncDispose]() {
      await new Promise((closed) => server.close(closed));
    },
  };
  return gateway;
}
