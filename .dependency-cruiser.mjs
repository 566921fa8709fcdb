/**
 * Imports point inward and one way (docs/architecture.md). Files are matched by their path from the repository's root.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', comment: 'Two files that need each other are one file, or need a third.', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'The rules know no framework, no I/O and no other package of ours.',
      from: { path: '^packages/domain/src', pathNot: ['\\.spec\\.ts$', '^packages/domain/src/(cli|testing)/'] },
      to: { pathNot: ['^packages/domain/src', 'node_modules/(\\.pnpm/)?(@noble|zod)'] },
    },
    {
      name: 'media-knows-no-server',
      severity: 'error',
      comment: 'ffmpeg lives in a package without Nest and without a database.',
      from: { path: '^packages/media/src' },
      to: { path: ['^apps/', 'node_modules/(\\.pnpm/)?(@nestjs|typeorm|bullmq)'] },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      comment: 'A feature may use the platform, never the other way round.',
      from: { path: '^apps/server/src/platform/' },
      to: { path: '^apps/server/src/', pathNot: '^apps/server/src/platform/' },
    },
    {
      name: 'features-meet-through-services',
      severity: 'error',
      comment: "A feature never touches another feature's tables: no entity and no repository of it.",
      from: { path: '^apps/server/src/([^/]+)/', pathNot: ['^apps/server/src/(platform|demo)/', '\\.medium-spec\\.ts$'] },
      to: { path: '^apps/server/src/[^/]+/.+\\.(entity|repository)\\.ts$', pathNot: ['^apps/server/src/$1/', '^apps/server/src/platform/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'controllers-decide-nothing',
      severity: 'error',
      comment: 'Controllers speak http and call services.',
      from: { path: '\\.controller\\.ts$' },
      to: { path: '\\.(repository|entity)\\.ts$' },
    },
    {
      name: 'services-speak-no-http',
      severity: 'error',
      comment: 'Decisions do not depend on who asks: controllers and processors call services, never back.',
      from: { path: '\\.(service|repository|entity)\\.ts$' },
      to: { path: '\\.(controller|processor)\\.ts$' },
    },
    {
      name: 'storage-decides-nothing',
      severity: 'error',
      comment: 'Repositories and entities read and write; they ask no service.',
      from: { path: '\\.(repository|entity)\\.ts$' },
      to: { path: '\\.(service|controller|processor)\\.ts$' },
    },
    {
      name: 'processors-decide-nothing',
      severity: 'error',
      comment: 'Processors speak to the queue and call services, as controllers do for http.',
      from: { path: '\\.processor\\.ts$' },
      to: { path: '\\.(repository|entity)\\.ts$' },
    },
    {
      name: 'sites-use-the-client',
      severity: 'error',
      comment: 'Both sites reach the server only through packages/api-client.',
      from: { path: '^apps/(web|console)/' },
      to: { path: '^apps/server/' },
    },
    {
      name: 'sites-are-apart',
      severity: 'error',
      comment: 'What both sites need is in packages/ui.',
      from: { path: '^apps/(web|console)/' },
      to: { path: '^apps/(web|console)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'site-features-are-apart',
      severity: 'error',
      comment: 'Shared code of a site is in components and lib; routes put features together.',
      from: { path: '^apps/(web|console)/src/features/([^/]+)/' },
      to: { path: '^apps/$1/src/(features|app)/', pathNot: '^apps/$1/src/features/$2/' },
    },
    { name: 'packages-know-no-app', severity: 'error', comment: 'Packages are for apps, not the other way round.', from: { path: '^packages/', pathNot: '^packages/e2e/' }, to: { path: '^apps/' } },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'dist/'] },
    exclude: { path: ['/dist/', '^packages/api-client/src/schema\\.ts$'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs'] },
  },
};
