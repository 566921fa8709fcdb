import type { Api } from '@xuexi/api-client';

import { line } from './line';

/** A small tree: one city, two districts, a street with two communities, and a village right under the other district. */
const TREE: Record<string, Api['Region'][]> = {
  '': [region('city', '景德镇市', 'city')],
  city: [region('zhushan', '珠山区', 'district'), region('fuliang', '浮梁县', 'district')],
  zhushan: [region('street', '新村街道', 'street'), region('street-2', '石狮埠街道', 'street')],
  street: [region('community', '新村社区', 'community'), region('community-2', '广场社区', 'community')],
  fuliang: [region('village', '瑶里村', 'community'), region('village-2', '高岭村', 'community')],
};

function region(id: string, name: string, level: Api['Region']['level']): Api['Region'] {
  return { id, name, level, code: '360200000000', parentId: null, hasChildren: level !== 'community' };
}

/** Answers the questions of a region picker. */
export function answerRegions(): void {
  line.answer('GET /api/regions', (query: URLSearchParams) => ({ items: TREE[query.get('parentId') ?? ''] ?? [] }));
}
