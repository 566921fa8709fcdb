import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';

import { ROLE_NAMES, rolesGrantableBy } from '@xuexi/domain';
import { EmptyState, Loading, Notice, PillLink, Pills, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, LinkButton, Select } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { RegionSelect } from '../../components/region-select';
import { useScopePath } from '../../components/use-scope-path';
import { useSignedIn } from '../../lib/session';

import { GrantDialog } from './grant-dialog';
import { GrantTable } from './grant-table';
import { GRANTABLE, type RolesAddress, addressOf, parseAddress, STATES } from './roles-address';
import styles from './roles-page.module.css';
import { GRANTS_A_PAGE, type RoleGrant, useRoleGrants } from './use-roles';

/** 角色授权: who holds which role where and until when; roles are given and ended here. */
export function RolesPage() {
  const { t } = useTranslation('roles');
  const { roles, permissions } = useSignedIn();
  const grantable = GRANTABLE.filter((role) => roles.some((held) => rolesGrantableBy(held.role).includes(role)));
  const [granting, setGranting] = useState(false);
  const [granted, setGranted] = useState<RoleGrant | null>(null);
  const [params] = useSearchParams();
  const address = parseAddress(params);
  return (
    <>
      <PageHead
        path={useScopePath('roles.read')}
        title={t('title')}
        lead={t('lead')}
        actions={permissions.includes('roles.grant') && <Button onClick={() => setGranting(true)}>{t('grant.open')}</Button>}
      />
      {granted !== null && (
        <Notice tone="done" role="status">
          {t('grant.done', { name: granted.nameMasked, role: ROLE_NAMES[granted.role], region: granted.region?.names.join(' ') ?? t('wholeInstallation') })}
        </Notice>
      )}
      <Choices address={address} />
      <Grants address={address} />
      {granting && (
        <GrantDialog
          grantable={grantable}
          onDone={(grant) => {
            setGranting(false);
            setGranted(grant);
          }}
          onDismiss={() => setGranting(false)}
        />
      )}
    </>
  );
}

function Choices({ address }: { address: RolesAddress }) {
  const { t } = useTranslation('roles');
  const navigate = useNavigate();
  const go = (change: Partial<RolesAddress>) => addressOf({ ...address, page: 1, ...change });
  return (
    <div className={styles.choices}>
      <Pills aria-label={t('state')}>
        {STATES.map((state) => (
          <PillLink key={state} as={Link} to={go({ state })} current={address.state === state}>
            {t(`states.${state}`)}
          </PillLink>
        ))}
      </Pills>
      <div className={styles.selects}>
        <Select compact aria-label={t('role')} value={address.role ?? ''} onChange={(event) => void navigate(go({ role: GRANTABLE.find((role) => role === event.target.value) }))}>
          <option value="">{t('allRoles')}</option>
          {GRANTABLE.map((role) => (
            <option key={role} value={role}>
              {ROLE_NAMES[role]}
            </option>
          ))}
        </Select>
        <RegionSelect permission="roles.read" chain={address.regions} onChange={(regions) => void navigate(go({ regions }))} />
      </div>
    </div>
  );
}

function Grants({ address }: { address: RolesAddress }) {
  const { t } = useTranslation('roles');
  const { regions, ...query } = address;
  const grants = useRoleGrants({ ...query, regionId: regions.at(-1) });
  return (
    <Answer query={grants} skeleton={<Loading><SkeletonText lines={10} /></Loading>}>
      {({ items, total, page }) =>
        items.length === 0 ? (
          <EmptyState title={t('empty')}>{t('emptyDetail')}</EmptyState>
        ) : (
          <Panel title={t('list', { total })}>
            <GrantTable grants={items} />
            <nav className={styles.pager} aria-label={t('pager')}>
              {page > 1 && (
                <LinkButton variant="secondary" small to={addressOf({ ...address, page: page - 1 })}>
                  {t('previous')}
                </LinkButton>
              )}
              {page * GRANTS_A_PAGE < total && (
                <LinkButton variant="secondary" small to={addressOf({ ...address, page: page + 1 })}>
                  {t('next')}
                </LinkButton>
              )}
            </nav>
          </Panel>
        )
      }
    </Answer>
  );
}
