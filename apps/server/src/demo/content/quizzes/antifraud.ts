import type { QuizContent } from './quiz-content.js';

export const antifraudQuiz: QuizContent = {
  settings: {
    title: '防诈骗小测验',
    draws: [
      { tag: '电话', difficulty: null, count: 3, points: 10 },
      { tag: '保健品和投资', difficulty: null, count: 3, points: 10 },
      { tag: null, difficulty: 2, count: 2, points: 20 },
    ],
    minutes: 20,
    shuffleQuestions: true,
    shuffleOptions: true,
    required: false,
  },
  questions: [
    { kind: 'single', stem: '陌生人打电话来要短信验证码，应该怎么办？', right: '不给，挂掉电话', wrong: ['告诉他前三位', '先问他是哪个单位，再告诉他', '发短信告诉他'], tags: ['电话'], difficulty: 1, explanation: '验证码等于家门钥匙，谁要都不给。' },
    { kind: 'true_false', stem: '公安机关会要求把钱转到“安全账户”。', right: false, tags: ['电话'], difficulty: 1, explanation: '公安、检察院、法院从来没有“安全账户”。' },
    { kind: 'fill_in', stem: '接到自称民警、要求转账的电话，挂断以后拨打＿＿核实。', blanks: [['96110', '110']], tags: ['电话'], difficulty: 1, explanation: '96110 是全国反诈专线，110 也可以。' },
    { kind: 'multiple', stem: '接到陌生来电，下面哪些做法是对的？', right: ['不急着信', '不点对方发来的链接', '拿不准就问孩子或社区'], wrong: ['照着对方说的下载软件'], tags: ['电话'], difficulty: 2, explanation: '三个不：不急着信，不点链接，不给验证码。' },
    { kind: 'ordering', stem: '已经把钱转给了骗子，按先后做什么？', items: ['马上停止转账', '拨打 110 报警', '保留聊天和转账记录，交给民警'], tags: ['电话'], difficulty: 2, explanation: '越早报警，越可能止住。' },
    { kind: 'single', stem: '保健食品能不能代替治病的药？', right: '不能', wrong: ['贵的可以', '有专家推荐的可以'], tags: ['保健品和投资'], difficulty: 1, explanation: '保健食品不是药。' },
    { kind: 'true_false', stem: '买保健食品，要看包装上有没有“蓝帽子”和批准文号。', right: true, tags: ['保健品和投资'], difficulty: 1, explanation: '批准文号可以上网查。' },
    { kind: 'multiple', stem: '有人推荐高息养老投资，要先问哪几句？', right: ['有没有金融牌照', '钱打进谁的账户', '利息为什么这么高'], wrong: ['能不能再送一箱鸡蛋'], tags: ['保健品和投资'], difficulty: 2, explanation: '打给个人的不投，说稳赚不赔的不投。' },
    { kind: 'matching', stem: '把听到的话和骗局连起来。', pairs: [['“你的账户涉案”', '冒充警察'], ['“这药包治百病”', '卖假药'], ['“稳赚不赔，利息两成”', '投资诈骗']], over: ['中奖诈骗'], tags: ['保健品和投资'], difficulty: 2, explanation: '话术会变，套路不变：让人急，让人瞒，让人转账。' },
    { kind: 'fill_in', stem: '买贵的东西以前，先跟＿＿商量，隔一＿＿再决定。', blanks: [['家里人', '家人', '孩子', '子女'], ['晚', '夜', '天']], tags: ['保健品和投资'], difficulty: 2, explanation: '骗子最怕等一等。' },
    { kind: 'single', stem: '说“稳赚不赔”的投资，应该怎么办？', right: '不投', wrong: ['少投一点试试', '看别人投不投'], tags: ['保健品和投资'], difficulty: 1, explanation: '正规的投资不会保证不亏。' },
    { kind: 'true_false', stem: '对方让你瞒着家里人，是骗局的信号。', right: true, tags: ['电话'], difficulty: 1, explanation: '让人瞒，就是怕有人拦。' },
    { kind: 'short', stem: '说一说身边遇到过的骗局，当时是怎么停下来的。', reference: '说清是哪一类骗局、从哪一步看出来的、怎么做的。言之有物即可。', tags: ['心得'], difficulty: 2 },
  ],
  stops: [
    { lesson: 1, atSecond: 15, question: 0 },
    { lesson: 1, atSecond: 30, question: 3 },
  ],
};
