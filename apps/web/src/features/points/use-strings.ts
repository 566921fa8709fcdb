import { stringsOf } from '../../lib/i18n';

import zhCN from './locales/zh-CN.json' with { type: 'json' };

export const useStrings = stringsOf({ 'zh-CN': zhCN });
