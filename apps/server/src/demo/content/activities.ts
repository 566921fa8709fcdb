import type { RegionLevel } from '@xuexi/domain';

/** A class or activity that comes again and again, held by every region of a level. */
export interface ActivityContent {
  /** Names the series in ids; never shown. */
  key: string;
  title: string;
  heldBy: Exclude<RegionLevel, 'city'>;
  /** The kind of place, added to the name of the region. */
  venue: string;
  /** 0 Sunday to 6 Saturday. */
  weekday: number;
  everyWeeks: number;
  /** Shanghai time of the beginning, minutes after midnight. */
  startsAt: number;
  /** 学时; each is 45 minutes. */
  classHours: number;
}

const at = (hour: number, minute = 0): number => hour * 60 + minute;

export const ACTIVITIES: readonly ActivityContent[] = [
  { key: 'baduanjin-class', title: '八段锦晨练班', heldBy: 'street', venue: '文化广场', weekday: 2, everyWeeks: 1, startsAt: at(7, 30), classHours: 2 },
  { key: 'antifraud-talk', title: '手机防诈骗讲座', heldBy: 'community', venue: '学习中心', weekday: 3, everyWeeks: 3, startsAt: at(15, 30), classHours: 1 },
  { key: 'phone-practice', title: '智能手机实操班', heldBy: 'street', venue: '社区学校', weekday: 4, everyWeeks: 2, startsAt: at(9), classHours: 3 },
  { key: 'choir', title: '街道合唱团排练', heldBy: 'street', venue: '文化站', weekday: 5, everyWeeks: 1, startsAt: at(14), classHours: 2 },
  { key: 'cobalt-painting', title: '青花绘画体验', heldBy: 'district', venue: '非遗体验基地', weekday: 6, everyWeeks: 2, startsAt: at(14), classHours: 4 },
  { key: 'first-aid-drill', title: '家庭急救演练', heldBy: 'street', venue: '卫生服务中心', weekday: 6, everyWeeks: 4, startsAt: at(9), classHours: 3 },
  { key: 'crochet-group', title: '钩针编织小组', heldBy: 'community', venue: '学习中心', weekday: 1, everyWeeks: 2, startsAt: at(14, 30), classHours: 2 },
  { key: 'public-lecture', title: '市民大讲堂', heldBy: 'district', venue: '社区学院', weekday: 0, everyWeeks: 3, startsAt: at(9), classHours: 2 },
  { key: 'heritage-day', title: '陶瓷非遗研学日', heldBy: 'district', venue: '研学基地', weekday: 0, everyWeeks: 5, startsAt: at(9), classHours: 6 },
];

/** What a grant is given for, with its 学分 to the hundredth. */
export const GRANTS: readonly { title: string; reason: string; credits: number }[] = [
  { title: '认定：社区志愿讲解', reason: '本年参加社区陶瓷文化志愿讲解，有服务记录', credits: 2 },
  { title: '认定：微课制作', reason: '制作的微课被社区学校采用', credits: 3 },
  { title: '认定：读书征文', reason: '全民终身学习活动周读书征文获奖', credits: 1.5 },
  { title: '认定：技能证书', reason: '取得陶瓷装饰初级技能证书', credits: 4 },
];

/** How busy learning is in each month, January first: slow around Spring Festival and in the heat of summer. */
export const SEASON: readonly number[] = [0.6, 0.35, 1.05, 1.25, 1.2, 1, 0.55, 0.5, 1.15, 1.4, 1.3, 0.95];
