import { useTranslation } from 'react-i18next';

import { PERMISSIONS, permissionsOf, type Role } from '@xuexi/domain';

import styles from './roles-page.module.css';

/** What a role may do beyond what everyone may, in the words of the one table of permissions. */
export function RoleMeaning({ role }: { role: Role }) {
  const { t } = useTranslation('roles');
  const everyone = permissionsOf('learner');
  return (
    <details className={styles.meaning} open>
      <summary>{t('grant.meaning')}</summary>
      <ul>
        {permissionsOf(role)
          .filter((permission) => !everyone.includes(permission))
          .map((permission) => (
            <li key={permission}>{PERMISSIONS[permission]}</li>
          ))}
      </ul>
    </details>
  );
}
