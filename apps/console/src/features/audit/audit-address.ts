import { useSearchParams } from 'react-router';

import { AUDIT_ACTIONS, type AuditAction } from '@xuexi/domain';

/** What is searched for; it stands in the address, so that it can be sent to a colleague. */
export interface AuditAddress {
  /** Shanghai dates, both included. */
  from: string | undefined;
  to: string | undefined;
  action: AuditAction | undefined;
  accountId: string | undefined;
  subjectId: string | undefined;
  /** The page of entries older than this one. */
  before: number | undefined;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the address; whatever cannot be read is left out. */
export function parseAuditAddress(params: URLSearchParams): AuditAddress {
  const text = (name: string): string | undefined => params.get(name) || undefined;
  const date = (name: string): string | undefined => (DATE.test(params.get(name) ?? '') ? text(name) : undefined);
  const action = params.get('action') ?? '';
  const before = Number(params.get('before'));
  return {
    from: date('from'),
    to: date('to'),
    action: isAction(action) ? action : undefined,
    accountId: text('accountId'),
    subjectId: text('subjectId'),
    before: Number.isSafeInteger(before) && before > 0 ? before : undefined,
  };
}

/** The address of a search; what changes begins again at the newest entries unless it says where. */
export function auditAddress(of: Partial<AuditAddress>): string {
  const params = new URLSearchParams();
  for (const name of ['from', 'to', 'action', 'accountId', 'subjectId', 'before'] as const) {
    if (of[name] !== undefined) params.set(name, String(of[name]));
  }
  const query = params.toString();
  return query === '' ? '/audit' : `/audit?${query}`;
}

/** What the page on show searches for. */
export function useAuditAddress(): AuditAddress {
  const [params] = useSearchParams();
  return parseAuditAddress(params);
}

function isAction(text: string): text is AuditAction {
  return text in AUDIT_ACTIONS;
}
