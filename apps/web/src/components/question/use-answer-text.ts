import { isAnswered } from '@xuexi/domain';

import type { AskedQuestion, QuestionAnswer } from './question-input';
import { useStrings } from './use-strings';

/** Says an answer in words. */
export function useAnswerText(): (question: AskedQuestion, answer: QuestionAnswer | undefined) => string {
  const t = useStrings();
  return (question, answer) => {
    if (answer === undefined || !isAnswered(answer)) return t('none');
    const textOf = (id: string | null) => [...question.items, ...question.right].find((item) => item.id === id)?.text ?? '';
    const rightOf = (id: string) => question.right.find((item) => item.id === id)?.text ?? '';
    const leftOf = (id: string) => question.items.find((item) => item.id === id)?.text ?? '';
    switch (answer.kind) {
      case 'single':
        return textOf(answer.chosen);
      case 'multiple':
        return answer.chosen.map(textOf).join('；');
      case 'true_false':
        return t(answer.chosen ? 'right' : 'wrong');
      case 'fill_in':
        return answer.texts.map((text) => text.trim() || '——').join('；');
      case 'ordering':
        return answer.order.map(textOf).join(' → ');
      case 'matching':
        return answer.pairs.map(({ left, right }) => `${leftOf(left)} — ${rightOf(right)}`).join('；');
      case 'short':
        return answer.text;
    }
  };
}
