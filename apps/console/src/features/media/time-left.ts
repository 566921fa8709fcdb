import { useTranslation } from 'react-i18next';

/** Puts seconds that are left into words as rough as their reckoning. */
export function useTimeWords(): (seconds: number) => string {
  const { t } = useTranslation('media');
  return (seconds) => {
    const minutes = Math.ceil(seconds / 60);
    if (seconds < 60) return t('time.moment');
    if (minutes < 60) return t('time.minutes', { minutes });
    const [hours, rest] = [Math.floor(minutes / 60), Math.ceil((minutes % 60) / 10) * 10];
    return rest === 0 ? t('time.hours', { hours }) : t('time.hoursMinutes', { hours: rest === 60 ? hours + 1 : hours, minutes: rest % 60 });
  };
}
