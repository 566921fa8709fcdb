import type { QuizContent } from './quiz-content.js';

export const smartphoneQuiz: QuizContent = {
  settings: {
    title: '智能手机小测验',
    draws: [
      { tag: '基础', difficulty: 1, count: 3, points: 10 },
      { tag: '常用', difficulty: null, count: 3, points: 10 },
      { tag: null, difficulty: 2, count: 2, points: 20 },
    ],
    minutes: null,
    shuffleQuestions: true,
    shuffleOptions: true,
    required: false,
  },
  questions: [
    { kind: 'single', stem: '手机屏幕的字太小，去哪里调？', right: '设置里的“显示”', wrong: ['相册', '日历', '手电筒'], tags: ['基础'], difficulty: 1, explanation: '在设置里找“显示”，再找“字体大小”。' },
    { kind: 'true_false', stem: '用家里的无线网看视频，不用手机流量。', right: true, tags: ['基础'], difficulty: 1, explanation: '连上无线网，看视频走家里的宽带。' },
    { kind: 'single', stem: '想让铃声更响，按哪里？', right: '侧面的音量加键', wrong: ['电源键', '屏幕中间'], tags: ['基础'], difficulty: 1 },
    { kind: 'true_false', stem: '手指在屏幕上按得越重，反应越快。', right: false, tags: ['基础'], difficulty: 1, explanation: '轻轻一点就行。' },
    { kind: 'ordering', stem: '连上家里的无线网，按先后做什么？', items: ['打开设置', '点“无线网络”', '选家里的网络名字', '输入密码'], tags: ['基础'], difficulty: 2 },
    { kind: 'matching', stem: '把按键和用处连起来。', pairs: [['电源键', '亮屏和关机'], ['音量键', '调响调轻']], over: ['打电话'], tags: ['基础'], difficulty: 2 },
    { kind: 'fill_in', stem: '无线网的英文写法是＿＿。', blanks: [['WiFi', 'Wi-Fi', 'WLAN']], tags: ['基础'], difficulty: 2, explanation: '有的手机写 WLAN，是一个意思。' },
    { kind: 'single', stem: '打视频电话，最好在哪里？', right: '有无线网、光线亮的地方', wrong: ['地下车库', '正在过马路的时候'], tags: ['常用'], difficulty: 1 },
    { kind: 'multiple', stem: '手机挂号要准备什么？', right: ['身份证号码', '医院和科室', '就诊的日期'], wrong: ['银行卡密码'], tags: ['常用'], difficulty: 2, explanation: '挂号不需要银行卡密码，谁要都不给。' },
    { kind: 'true_false', stem: '挂号的页面要银行卡密码，就应该停下来。', right: true, tags: ['常用'], difficulty: 1 },
    { kind: 'single', stem: '视频电话里听不见对方，先查什么？', right: '音量是不是调到了最小', wrong: ['换一部手机', '马上关机'], tags: ['常用'], difficulty: 1 },
    { kind: 'fill_in', stem: '挂号以后，按约好的＿＿到医院取号。', blanks: [['时间', '日期', '钟点']], tags: ['常用'], difficulty: 2 },
    { kind: 'short', stem: '学会以后，最想用手机做哪一件事？', reference: '说出一件事和用到的功能即可。', tags: ['心得'], difficulty: 1 },
  ],
  stops: [],
};
