import type { World } from './world.js';

/** Checksums of the content of every table but the given ones: whatever is written shows in them. */
export async function tableChecksums(world: World, except: readonly string[]): Promise<Record<string, string>> {
  const tables: { name: string }[] = await world.db.query("SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY name");
  const names = tables.map(({ name }) => name).filter((name) => !except.includes(name));
  const sums: { Table: string; Checksum: string }[] = await world.db.query(`CHECKSUM TABLE ${names.join(', ')} EXTENDED`);
  return Object.fromEntries(sums.map(({ Table, Checksum }) => [Table.split('.').at(-1)!, String(Checksum)]));
}
