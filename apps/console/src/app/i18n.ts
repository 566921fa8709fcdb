import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

import common from '../components/zh-CN.json';
import catalog from '../features/catalog/zh-CN.json';
import credits from '../features/credits/zh-CN.json';
import identity from '../features/identity/zh-CN.json';
import media from '../features/media/zh-CN.json';
import reports from '../features/reports/zh-CN.json';

import shell from './zh-CN.json';

/** The words of the console, a namespace for each feature. */
const words = { common, shell, catalog, credits, identity, media, reports };

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
