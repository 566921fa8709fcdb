import type { CourseContent } from './course-content.js';

export const bloodPressure: CourseContent = {
  key: 'blood-pressure',
  title: '高血压：每天管好三件事',
  summary: '量得准、吃得对、药不停，血压就能稳。李医生把门诊里讲了上千遍的话录成三课。用药请听自己医生的，课里不推荐任何一种药。',
  category: 'health',
  teacher: 'li',
  appeal: 8,
  state: 'published',
  chapters: [
    {
      title: '三件事',
      lessons: [
        {
          title: '在家量血压，量准它',
          lines: ['量之前坐五分钟，不说话，不憋尿。', '袖带绑在上臂，与心脏一样高，能伸进一根手指。', '早晚各量两次，隔一分钟，取平均数记下来。', '把记录本带给医生看，比说“好像有点高”有用。'],
        },
        {
          title: '一天五克盐，藏在哪里',
          lines: ['一啤酒瓶盖，平平的，大约就是五克。', '酱油、咸菜、榨菜、挂面里，都藏着盐。', '出锅前再放盐，吃着一样咸，用得却少。', '用葱、姜、醋、辣椒提味，慢慢就习惯了。'],
        },
        {
          title: '药不能想停就停',
          lines: ['血压正常了，多半是药的功劳，不是病好了。', '忽然停药，血压反弹，最容易出事。', '忘了一次不要补双份，下一次按时吃。', '头晕、腿肿、干咳，记下来去问医生，不自己换药。'],
        },
      ],
    },
  ],
};
