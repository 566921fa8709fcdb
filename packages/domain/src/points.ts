/** 积分 (points): for coming, talking and sharing. Another currency than 学分, which it never becomes (credit-rules.md, Units). */
export const POINT_KINDS = ['registration', 'sign_in', 'comment', 'share'] as const;
export type PointKind = (typeof POINT_KINDS)[number];
