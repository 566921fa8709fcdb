import { useTranslation } from 'react-i18next';

import type { AuditEntry } from './use-audit';

/** The words for who did something, and on whom. */
export function useAuditWords() {
  const { t } = useTranslation('audit');
  const kind = (of: string): string => t(`kinds.${of as 'person'}`, { defaultValue: of });
  return {
    actor: ({ actor }: AuditEntry): string => (actor === null ? t('platform') : actor.displayName || t('unknownAccount')),
    subject: ({ subject }: AuditEntry): string => (subject === null ? t('none') : subject.kind === 'person' && subject.name === null ? t('unnamedPerson') : [kind(subject.kind), subject.name].filter(Boolean).join(' ')),
  };
}
