import { parentCode, regionLevelOfCode } from '@xuexi/domain';

/** A region of the demo, by code and name. */
export interface RegionContent {
  /** 12 digits, see regions.ts of the domain. */
  code: string;
  name: string;
}

const CITY: RegionContent = { code: '360200000000', name: '景德镇市' };

/**
 * The shape of a real city: its districts and streets, and some communities and villages of each. Codes of districts are those of
 * GB/T 2260; the six digits below them are numbered in the order of these lists.
 */
const DISTRICTS: Record<string, { name: string; streets: Record<string, readonly string[]> }> = {
  '360202': {
    name: '昌江区',
    streets: {
      西郊街道: ['西瓜洲社区', '花园社区', '老鸦滩社区'],
      鲇鱼山镇: ['鱼山村', '良港村', '凤岗村'],
      丽阳镇: ['丽阳村', '枫林村'],
      吕蒙乡: ['吕蒙村', '官庄村', '古城村'],
    },
  },
  '360203': {
    name: '珠山区',
    streets: {
      新村街道: ['新村社区', '朝阳社区', '瓷源社区', '梨树园社区'],
      石狮埠街道: ['金鱼山社区', '董家坞社区', '石狮埠社区'],
      太白园街道: ['莲社社区', '太白园社区', '曙光社区'],
      周路口街道: ['周路口社区', '胜利社区', '樊家井社区'],
      里村街道: ['里村社区', '薛家坞社区'],
    },
  },
  '360222': {
    name: '浮梁县',
    streets: {
      浮梁镇: ['旧城村', '新平村', '大洲社区'],
      瑶里镇: ['瑶里村', '汪湖村'],
      湘湖镇: ['湘湖村', '进坑村', '灵安村'],
      鹅湖镇: ['鹅湖村', '高岭村'],
    },
  },
  '360281': {
    name: '乐平市',
    streets: {
      洎阳街道: ['东街社区', '翥山社区', '洎阳社区'],
      塔山街道: ['塔山社区', '新居社区'],
      镇桥镇: ['镇桥村', '浒崦村', '坑口村'],
      涌山镇: ['涌山村', '车溪村'],
    },
  },
};

/** Every region, the city first, each after the one above it. */
export const REGIONS: readonly RegionContent[] = [
  CITY,
  ...Object.entries(DISTRICTS).flatMap(([district, { name, streets }]) => [
    { code: `${district}000000`, name },
    ...Object.entries(streets).flatMap(([street, communities], s) => {
      const streetCode = `${district}${threeDigits(s)}`;
      return [
        { code: `${streetCode}000`, name: street },
        ...communities.map((community, c) => ({ code: `${streetCode}${threeDigits(c)}`, name: community })),
      ];
    }),
  ]),
];

/** How many of every hundred learners live in a district. */
export const LEARNERS_PER_HUNDRED: Readonly<Record<string, number>> = { 昌江区: 22, 珠山区: 46, 浮梁县: 13, 乐平市: 19 };

/** The code of a region named from the district down, for example `regionCode('珠山区', '新村街道')`. */
export function regionCode(...names: string[]): string {
  return names.reduce((above, name) => {
    const found = REGIONS.find((region) => region.name === name && parentCode(region.code) === above);
    if (!found) throw new Error(`no region of the demo: ${names.join(' ')}`);
    return found.code;
  }, CITY.code);
}

/** The streets and towns of a district. */
export function streetsOf(districtCode: string): RegionContent[] {
  return REGIONS.filter(({ code }) => regionLevelOfCode(code) === 'street' && parentCode(code) === districtCode);
}

/** The communities and villages of a street or town. */
export function communitiesOf(streetCode: string): RegionContent[] {
  return REGIONS.filter(({ code }) => parentCode(code) === streetCode);
}

function threeDigits(index: number): string {
  return String(index + 1).padStart(3, '0');
}

/** The community that once had another name. */
export const RENAMED = { code: regionCode('珠山区', '新村街道', '新村社区'), before: '新村居委会' };
