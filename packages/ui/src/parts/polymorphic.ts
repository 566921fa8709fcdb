import type { ComponentPropsWithoutRef, ElementType } from 'react';

/** Props of a part that is drawn as a link: an `<a>` by default, or the router's link given by `as`. */
export type AsLink<T extends ElementType, Own = object> = Own & { as?: T } & Omit<ComponentPropsWithoutRef<T>, keyof Own | 'as'>;
