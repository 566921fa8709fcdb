import Bowser from 'bowser';

const SYSTEMS: Record<string, string> = { iOS: 'iPhone 或 iPad', macOS: 'Mac 电脑', Windows: 'Windows 电脑', Linux: 'Linux 电脑', 'Chrome OS': 'Chrome 电脑', Android: '安卓手机或平板', HarmonyOS: '鸿蒙手机或平板' };
const BROWSERS: Record<string, string> = { WeChat: '微信', 'QQ Browser': 'QQ 浏览器', 'UC Browser': 'UC 浏览器', 'Baidu Browser': '百度浏览器', 'Mi Browser': '小米浏览器', 'Huawei Browser': '华为浏览器', 'Microsoft Edge': 'Edge' };

/** What a person would call the browser behind a User-Agent, e.g. `微信 · 安卓手机或平板`. */
export function deviceName(userAgent: string): string {
  if (userAgent.trim() === '') return '未知设备';
  const { browser, os } = Bowser.parse(userAgent);
  const names = [browser.name && (BROWSERS[browser.name] ?? browser.name), os.name && (SYSTEMS[os.name] ?? os.name)].filter(Boolean);
  return names.length > 0 ? names.join(' · ') : '未知设备';
}
