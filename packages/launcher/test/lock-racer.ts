// One of several processes that take the lock files they are told of, tell whether they got them, and never give them back.
import { acquireLock } from '../bin/bootstrap/lock.mjs';

process.on('message', (file: string) => process.send?.('release' in acquireLock(file)));
process.send?.('ready');
