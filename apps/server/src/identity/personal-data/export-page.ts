import type { PersonalSection } from './personal-data-source.js';

const STYLE = `body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#222;max-width:1100px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}.wide{overflow-x:auto}table{border-collapse:collapse;min-width:100%}
th,td{border:1px solid #ccc;padding:.35rem .6rem;text-align:left;vertical-align:top}th{background:#f3f3ef;white-space:nowrap}`;

/** What a person's data look like for reading: one page that needs nothing else. @param at when it was made, ISO */
export function exportPage(sections: readonly PersonalSection[], at: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>我的全部信息</title><style>${STYLE}</style></head>
<body><h1>我的全部信息</h1><p>学习在线保存的、关于我的全部信息。生成时间：${beijingTime(at)}（北京时间）。给别的程序读的同样内容在 data.json 里。</p>
${sections.map(section).join('\n')}
</body></html>
`;
}

function section({ title, columns, rows }: PersonalSection): string {
  if (rows.length === 0) return `<h2>${escaped(title)}</h2><p>没有记录。</p>`;
  const fields = Object.entries(columns);
  const head = fields.map(([, heading]) => `<th>${escaped(heading)}</th>`).join('');
  const body = rows.map((row) => `<tr>${fields.map(([field]) => `<td>${shown(row[field] ?? null)}</td>`).join('')}</tr>`).join('\n');
  return `<h2>${escaped(title)}（${rows.length} 条）</h2><div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function shown(value: string | number | boolean | null): string {
  if (value === null) return '—';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return escaped(typeof value === 'string' && INSTANT.test(value) ? beijingTime(value) : String(value));
}

function beijingTime(iso: string): string {
  return new Date(iso).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' });
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
