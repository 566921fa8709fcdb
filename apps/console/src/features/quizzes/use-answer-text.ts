import { useTranslation } from 'react-i18next';

import type { QuestionContent, QuestionItem } from '@xuexi/domain';

/** The right answer of a question in a line. */
export function useAnswerText(content: QuestionContent): string {
  const { t } = useTranslation('quizzes');
  switch (content.kind) {
    case 'single':
      return textOf(content.options, content.answer);
    case 'multiple':
      return content.answers.map((answer) => textOf(content.options, answer)).join('；');
    case 'true_false':
      return t(content.answer ? 'question.isTrue' : 'question.isFalse');
    case 'fill_in':
      return content.blanks.map(({ accepted }) => accepted.join(' / ')).join('；');
    case 'ordering':
      return content.items.map(({ text }) => text).join(' → ');
    case 'matching':
      return content.pairs.map(({ left, right }) => `${textOf(content.left, left)} — ${textOf(content.right, right)}`).join('；');
    case 'short':
      return content.reference;
  }
}

function textOf(items: readonly QuestionItem[], id: string): string {
  return items.find((item) => item.id === id)?.text ?? '';
}
