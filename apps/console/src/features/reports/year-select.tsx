import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { creditYear } from '@xuexi/domain';

import { Select } from '../../components/controls';

import { yearsToChoose } from './report-address';

/** Chooses the year of a report; `linkTo` is the page's address in another year. */
export function YearSelect({ year, linkTo }: { year: number; linkTo: (year: number) => string }) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  return (
    <Select compact aria-label={t('year')} value={year} onChange={(event) => void navigate(linkTo(Number(event.target.value)))}>
      {yearsToChoose(creditYear(Date.now()), year).map((each) => (
        <option key={each} value={each}>
          {t('yearOption', { year: each })}
        </option>
      ))}
    </Select>
  );
}
