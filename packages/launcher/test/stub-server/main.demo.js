// Stands in for the demo content: `seed` leaves the accounts, `media` has work that lasts.
import { writeFileSync } from 'node:fs';

if (process.argv[2] === 'seed') {
  console.log('demo: seeded');
  const account = { role: '学员', name: '演示甲', phone: '13800000000', password: 'demo', where: '/' };
  writeFileSync(process.env.DEMO_ACCOUNTS_FILE ?? '', JSON.stringify([account]));
} else {
  setInterval(() => undefined, 1000);
}
