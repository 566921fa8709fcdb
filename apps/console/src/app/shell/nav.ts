import type { Permission } from '../../lib/session';
import type { Todo } from '../../lib/todo';

export interface NavItem {
  /** Its word in the locale. */
  key: 'overview' | 'courses' | 'marking' | 'reviews' | 'published' | 'desk' | 'learners' | 'realNames' | 'imports' | 'roles' | 'regions' | 'organisations' | 'corrections' | 'transfers' | 'closings' | 'statements' | 'policies' | 'ledger' | 'audit' | 'storage';
  to: string;
  permission: Permission;
  /** How many things wait there. */
  waiting?: (todo: Todo) => number;
}

export interface NavGroup {
  key: 'home' | 'teaching' | 'people' | 'places' | 'credits' | 'oversight';
  items: readonly NavItem[];
}

const NAV: readonly NavGroup[] = [
  { key: 'home', items: [{ key: 'overview', to: '/', permission: 'reports.read' }] },
  {
    key: 'teaching',
    items: [
      { key: 'courses', to: '/courses', permission: 'course.write', waiting: (todo) => todo.coursesReturned + todo.mediaFailed.length },
      { key: 'marking', to: '/marking', permission: 'quizzes.mark' },
      { key: 'reviews', to: '/reviews', permission: 'course.review', waiting: (todo) => todo.reviewsWaiting },
      { key: 'published', to: '/published-courses', permission: 'media.take_down' },
    ],
  },
  {
    key: 'people',
    items: [
      { key: 'desk', to: '/desk', permission: 'desk.register' },
      { key: 'learners', to: '/learners', permission: 'learners.read' },
      { key: 'realNames', to: '/real-names', permission: 'real_name.review', waiting: (todo) => todo.realNamesWaiting },
      { key: 'imports', to: '/imports', permission: 'residents.import' },
      { key: 'roles', to: '/roles', permission: 'roles.read' },
    ],
  },
  {
    key: 'places',
    items: [
      { key: 'regions', to: '/regions', permission: 'regions.write' },
      { key: 'organisations', to: '/organisations', permission: 'organisations.write' },
    ],
  },
  { key: 'credits', items: [
      { key: 'corrections', to: '/corrections', permission: 'credits.correct', waiting: (todo) => todo.correctionsWaiting + todo.appealsWaiting },
      { key: 'transfers', to: '/transfers', permission: 'credits.correct' },
      { key: 'closings', to: '/closings', permission: 'closing.read' },
      { key: 'statements', to: '/statements', permission: 'statements.read' },
      { key: 'policies', to: '/policies', permission: 'policy.read' },
      { key: 'ledger', to: '/ledger', permission: 'ledger.audit' },
    ],
  },
  {
    key: 'oversight',
    items: [
      { key: 'audit', to: '/audit', permission: 'audit.read' },
      { key: 'storage', to: '/storage', permission: 'storage.check' },
    ],
  },
];

/** What somebody with these permissions can open; groups without any item are left out. */
export function navFor(permissions: readonly Permission[]): NavGroup[] {
  return NAV.map((group) => ({ ...group, items: group.items.filter((item) => permissions.includes(item.permission)) })).filter(
    (group) => group.items.length > 0,
  );
}

/** The page somebody with these permissions comes to first; null when the console has none for them. */
export function homeFor(permissions: readonly Permission[]): string | null {
  return navFor(permissions)[0]?.items[0]?.to ?? null;
}
