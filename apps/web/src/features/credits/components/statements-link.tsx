import { LinkButton } from '@xuexi/ui';
import { Link } from 'react-router';

import { Section } from '../../../components/section';

import { useStatements } from '../api/get-statements';
import { useStrings } from '../use-strings';

/** The way to the yearly statements; nothing before the first. */
export function StatementsLink() {
  const t = useStrings();
  const statements = useStatements().data ?? [];
  if (statements.length === 0) return null;
  return (
    <Section title={t('statements.title')} lead={t('statements.seeText')}>
      <LinkButton as={Link} to="/credits/statements" variant="secondary">
        {t('statements.see')}
      </LinkButton>
    </Section>
  );
}
