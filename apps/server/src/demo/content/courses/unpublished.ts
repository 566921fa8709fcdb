import type { CourseContent } from './course-content.js';

/** Waits for the reviewer. */
export const cobaltPatterns: CourseContent = {
  key: 'cobalt-patterns',
  title: '青花纹样：从缠枝到海水',
  summary: '缠枝莲、海水江崖、回纹，一件青花上的花样各有各的来历。余师傅从旧瓷片讲起，教怎样认、怎样起稿、怎样在一只盘子上安排。',
  category: 'arts',
  teacher: 'yu',
  appeal: 0,
  state: 'in_review',
  chapters: [
    {
      title: '三种老花样',
      lessons: [
        {
          title: '缠枝莲：一根藤走到底',
          lines: ['缠枝莲只有一根主藤，绕着器物走一圈。', '藤往左弯，花开在右；藤往右弯，花开在左。', '先画藤，再安花，最后补叶，空处不能空，满处不能挤。', '收尾要接得上开头，看不出从哪里起笔。'],
        },
        {
          title: '海水纹：一层一层往里收',
          lines: ['海水纹用半圆一层套一层，像鱼鳞，也像浪。', '半圆的大小要一致，下一排错开半个。', '料水由浓到淡，浪就有了远近。', '多画在盘边和瓶底，托着上面的主题。'],
        },
        {
          title: '回纹：一笔转出一圈边',
          lines: ['回纹由横竖短线转成方圈，一个接一个不断头。', '先把一圈等分，算好个数，再下笔。', '转角要方，笔画要一样粗。', '它常在口沿和圈足上，像给画镶一道边。'],
        },
      ],
    },
  ],
};

/** The reviewer sent it back. */
export const porcelainCare: CourseContent = {
  key: 'porcelain-care',
  title: '家里的瓷器怎么养护',
  summary: '吃饭的碗、插花的瓶、老人留下的盘子，怎么洗、怎么放、磕了边怎么办。三课讲完日常养护。',
  category: 'leisure',
  teacher: 'yu',
  appeal: 0,
  state: 'returned',
  reviewNote: '内容实用。第 2 课讲去除水垢，请补一句：白醋和小苏打不要与含氯的清洁剂混用，并开窗通风。改好后再提交，谢谢。',
  chapters: [
    {
      title: '洗、放、补',
      lessons: [
        {
          title: '洗瓷器：别用钢丝球',
          lines: ['釉面像玻璃，怕硬的东西刮。', '用软布和温水，茶垢抹一点牙膏就下来了。', '描金、釉上彩的碗，不要进洗碗机，也不要进微波炉。', '洗完倒扣在软布上，晾干再收。'],
        },
        {
          title: '水垢和茶渍怎么去',
          lines: ['兑一杯温水，加两勺白醋，泡半小时。', '茶渍用湿布蘸小苏打，轻轻打圈。', '有裂纹的老瓷器不要泡，水会渗进去。', '最后用清水冲净，闻一闻没有醋味。'],
        },
        {
          title: '磕了边，还能用吗',
          lines: ['小缺口用细砂纸沾水磨圆，免得划嘴。', '有裂纹的碗容易藏菌，不要再盛饭。', '老物件不要自己涂胶，找专门的锔瓷师傅。', '实在用不了，种一盆多肉也很好看。'],
        },
      ],
    },
  ],
};

/** Its instructor is still at work on it. */
export const familyClay: CourseContent = {
  key: 'family-clay',
  title: '亲子陶艺：捏一只小碗',
  summary: '周末带孩子捏泥巴，从一个泥球到一只能吃饭的碗。',
  category: 'arts',
  teacher: 'yu',
  appeal: 0,
  state: 'draft',
  chapters: [
    {
      title: '第一次捏泥',
      lessons: [
        {
          title: '泥球里按出一个碗',
          lines: ['搓一个鸡蛋大的泥球，搓到没有裂缝。', '大拇指从中间按下去，离底留一厘米。', '一边转一边捏，壁厚像手指一样匀。', '捏裂了抹一点水，别抹太多。'],
        },
        { title: '给小碗画个笑脸', lines: [], withoutVideo: true },
      ],
    },
  ],
};
