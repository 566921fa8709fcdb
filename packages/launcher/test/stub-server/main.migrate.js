console.log('migrated', new URL(process.env.DATABASE_MIGRATION_URL ?? 'mysql://nobody@nowhere').username);
