import type { CourseContent } from './course-content.js';

export const photography: CourseContent = {
  key: 'photography',
  title: '手机拍好身边的景',
  summary: '昌江边的晨雾、老里弄的门楼、孙子的笑脸，手机都拍得好。三课讲光、构图和整理照片，不讲参数，只讲往哪里站、什么时候按。',
  category: 'digital',
  teacher: 'cheng',
  appeal: 6,
  state: 'published',
  chapters: [
    {
      title: '三个要点',
      lessons: [
        {
          title: '光：早晚一小时最好看',
          lines: ['日出后、日落前的一小时，光是斜的、软的。', '拍人，让光从侧前方来，不要正对太阳。', '点一下屏幕上的脸，手机就对着脸测光。', '逆光拍剪影：对着亮的地方点一下，人就黑成影子。'],
        },
        {
          title: '构图：给画面留点空',
          lines: ['打开相机设置里的“网格”，屏幕分成九格。', '把人或塔放在交叉点上，比放正中间耐看。', '人朝哪边看，就在哪边多留一点空。', '往前走两步，比放大再拍清楚得多。'],
        },
        {
          title: '整理照片：挑一张，删九张',
          lines: ['同一个景拍了十张，当天就挑出最好的一张。', '手机满了，先删视频，再删重复的。', '重要的照片存两份：手机一份，电脑或硬盘一份。', '发到网上之前想一想，别露出门牌号和证件。'],
        },
      ],
    },
  ],
};
