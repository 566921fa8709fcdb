import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

import common from '../components/locales/zh-CN.json' with { type: 'json' };
import audit from '../features/audit/locales/zh-CN.json' with { type: 'json' };
import catalog from '../features/catalog/locales/zh-CN.json' with { type: 'json' };
import corrections from '../features/corrections/locales/zh-CN.json' with { type: 'json' };
import credits from '../features/credits/locales/zh-CN.json' with { type: 'json' };
import desk from '../features/desk/locales/zh-CN.json' with { type: 'json' };
import identity from '../features/identity/locales/zh-CN.json' with { type: 'json' };
import imports from '../features/imports/locales/zh-CN.json' with { type: 'json' };
import learners from '../features/learners/locales/zh-CN.json' with { type: 'json' };
import ledger from '../features/ledger/locales/zh-CN.json' with { type: 'json' };
import captions from '../features/media/captions/locales/zh-CN.json' with { type: 'json' };
import media from '../features/media/locales/zh-CN.json' with { type: 'json' };
import organisations from '../features/organisations/locales/zh-CN.json' with { type: 'json' };
import policies from '../features/policies/locales/zh-CN.json' with { type: 'json' };
import quizzes from '../features/quizzes/locales/zh-CN.json' with { type: 'json' };
import marking from '../features/quizzes/marking/locales/zh-CN.json' with { type: 'json' };
import realName from '../features/real-name/locales/zh-CN.json' with { type: 'json' };
import regions from '../features/regions/locales/zh-CN.json' with { type: 'json' };
import reports from '../features/reports/locales/zh-CN.json' with { type: 'json' };
import roles from '../features/roles/locales/zh-CN.json' with { type: 'json' };
import statements from '../features/statements/locales/zh-CN.json' with { type: 'json' };
import storage from '../features/storage/locales/zh-CN.json' with { type: 'json' };
import takedown from '../features/takedown/locales/zh-CN.json' with { type: 'json' };

import shell from './locales/zh-CN.json' with { type: 'json' };

/** The words of the console, a namespace for each feature. */
const words = { common, shell, audit, captions, catalog, corrections, credits, desk, identity, imports, learners, ledger, marking, media, organisations, policies, quizzes, realName, regions, reports, roles, statements, storage, takedown };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof words;
  }
}

/** The console's language, ready at once: the words are part of the program. */
export function createI18n(): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    resources: { 'zh-CN': words },
    initAsync: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  return instance;
}
