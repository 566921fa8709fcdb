import type { CourseContent } from './course-content.js';

export const wasteSorting: CourseContent = {
  key: 'waste-sorting',
  title: '垃圾分类：从厨房做起',
  summary: '四种颜色的桶，到底哪样进哪个？三课从厨房讲到阳台：分得清、投得准，再把菜叶变成花肥。社区督导员常被问到的问题，都收在里面。',
  category: 'civic',
  teacher: 'wu',
  appeal: 7,
  state: 'published',
  chapters: [
    {
      title: '分得清，投得准',
      lessons: [
        {
          title: '四个桶，一句口诀',
          lines: ['能卖的进蓝桶：纸、塑料瓶、金属、旧衣服。', '会烂的进绿桶：剩饭、菜叶、果皮。', '有毒的进红桶：灯管、过期药、油漆。', '剩下的进灰桶：脏纸巾、破陶瓷、烟头。'],
        },
        {
          title: '最容易投错的八样',
          lines: ['大骨头太硬，烂不了，进灰桶。', '用过的餐巾纸，见水就化，不能回收，进灰桶。', '普通干电池早已低汞，进灰桶；充电电池进红桶。', '奶茶杯先倒掉剩液，吃剩的料进绿桶，杯子进灰桶。'],
        },
        {
          title: '菜叶变花肥',
          lines: ['找一个带盖的桶，底上铺一层土。', '一层菜叶一层土，不放肉、不放油、不放盐。', '盖好，每个星期翻一次，太干就洒一点水。', '两三个月后，变黑、松散、有土香，就可以种花了。'],
        },
      ],
    },
  ],
};
