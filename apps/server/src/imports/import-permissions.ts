import type { Permission } from '@xuexi/domain';
import type { ImportKindName } from './import-kind.js';

/** What one must be permitted, where, to import a kind of table. */
export const PERMISSION_OF_KIND: Record<ImportKindName, Permission> = {
  residents: 'residents.import',
  roster: 'residents.import',
  regions: 'regions.write',
  grants: 'credits.correct',
};
