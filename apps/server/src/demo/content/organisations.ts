import type { OrganisationKind } from '@xuexi/domain';
import { regionCode } from './regions.js';

/** A 单位 of the demo. Made up, and without a credit code, which would be somebody's. */
export interface OrganisationContent {
  key: string;
  name: string;
  kind: OrganisationKind;
  region: string;
  members: number;
}

export const ORGANISATIONS: readonly OrganisationContent[] = [
  { key: 'school', name: '新村示范小学', kind: 'school', region: regionCode('珠山区', '新村街道'), members: 4 },
  { key: 'porcelain', name: '晓窑陶瓷合作社', kind: 'company', region: regionCode('珠山区'), members: 9 },
  { key: 'volunteers', name: '珠山夕阳红志愿服务队', kind: 'social', region: regionCode('珠山区'), members: 12 },
];
