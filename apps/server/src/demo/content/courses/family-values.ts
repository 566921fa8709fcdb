import type { CourseContent } from './course-content.js';

export const familyValues: CourseContent = {
  key: 'family-values',
  title: '家风里的中国',
  summary: '诚信、孝亲、勤俭，不是墙上的字，是饭桌上的事。吴站长走访了二十多户人家，讲三个身边的故事，请大家也说说自己家的那一句老话。',
  category: 'core-values',
  teacher: 'wu',
  appeal: 5,
  state: 'published',
  chapters: [
    {
      title: '三句老话',
      lessons: [
        {
          title: '诚信：一只有裂纹的碗',
          lines: ['作坊里有条规矩：有裂纹的碗，不卖给人。', '徒弟想混在好碗里，师傅当面把它敲碎了。', '他说，碗碎了是一块钱，名声碎了补不起来。', '做人做事，先对得起自己，才对得起别人。'],
        },
        {
          title: '孝亲：每周一顿团圆饭',
          lines: ['老人不缺吃的，缺一个坐下来说话的人。', '有一家人约好，每个星期天，谁都不许看手机。', '孩子学会了给奶奶夹菜，奶奶学会了发语音。', '孝顺不必等到过年，一顿饭、一个电话就是。'],
        },
        {
          title: '勤俭：爷爷的工具箱',
          lines: ['一个旧木箱，装着用了四十年的锤子和刨子。', '板凳坏了自己修，修好了又坐十年。', '省下的不只是钱，是对东西的那份心。', '把用不着的拿到社区交换，旧物也有新去处。'],
        },
      ],
    },
  ],
};
