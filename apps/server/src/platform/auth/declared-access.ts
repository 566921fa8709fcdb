import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from './access.js';

/** A route as its decorators declare it. */
export interface DeclaredRoute {
  handler: string;
  method: string;
  path: string;
  access: Access | undefined;
}

/** Every route of the application with the access it declares. */
export function declaredRoutes(app: INestApplicationContext): DeclaredRoute[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, (...args: unknown[]) => unknown>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const method = handler && (Reflect.getMetadata('method', handler) as RequestMethod | undefined);
        if (!handler || method === undefined) return [];
        const path = [Reflect.getMetadata('path', metatype as object), Reflect.getMetadata('path', handler)].flat().filter((p) => p !== '/').join('/');
        return [{ handler: `${(metatype as { name: string }).name}.${name}`, method: RequestMethod[method], path, access: reflector.get<Access>(ACCESS, handler) }];
      });
    });
}

/** @throws Error naming every route that declares no access: such an application does not boot. */
export function assertAccessDeclared(app: INestApplicationContext): void {
  const undeclared = declaredRoutes(app).filter((route) => !route.access);
  if (undeclared.length > 0) {
    throw new Error(`Routes without @Public, @SignedIn or @Requires: ${undeclared.map((route) => route.handler).join(', ')}`);
  }
}
