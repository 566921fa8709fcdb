import { stringsOf } from '../../lib/i18n';

import zhCN from './locales/zh-CN.json';

export const useStrings = stringsOf({ 'zh-CN': zhCN });
