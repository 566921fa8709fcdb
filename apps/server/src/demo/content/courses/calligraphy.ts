import type { CourseContent } from './course-content.js';

export const calligraphy: CourseContent = {
  key: 'calligraphy',
  title: '毛笔字从头学',
  summary: '退休以后想写写字，从哪里开始？这门课只讲三件事：坐姿和执笔、一横一竖怎么写、怎么照着字帖练。备一支兼毫笔、一瓶墨、一刀毛边纸就够了。',
  category: 'arts',
  teacher: 'shen',
  appeal: 5,
  state: 'published',
  chapters: [
    {
      title: '笔下有规矩',
      lessons: [
        {
          title: '坐正了，笔就正了',
          lines: ['头正、身直、臂开、足安，是写字的四条规矩。', '笔杆与纸面垂直，五个手指各管一边。', '手心要空，像握着一个鸡蛋。', '写小字枕腕，写大字悬腕，先从大字练起。'],
        },
        {
          title: '一横一竖里的学问',
          lines: ['写横：逆锋入笔，稳稳往右行，收笔往回带。', '写竖：笔尖藏进去，中锋往下走，不要抖。', '快了就飘，慢了就洇，呼吸匀了笔才匀。', '每天一张纸，横竖各写二十个，胜过写一首诗。'],
        },
        {
          title: '临帖：先像再好',
          lines: ['初学临楷书，欧体、颜体、柳体任选一家。', '先看清楚，再下笔，写完与帖上的字比一比。', '一个字临十遍，不如看清一遍再写三遍。', '选定一本帖，半年不换，手上才有东西。'],
        },
      ],
    },
  ],
};
