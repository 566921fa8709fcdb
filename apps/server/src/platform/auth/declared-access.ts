import { type INestApplicationContext, RequestMethod, type Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from './access.js';

/** A route as its decorators declare it. */
export interface DeclaredRoute {
  /** Name of the controller and the method, for people. */
  handler: string;
  /** The controller's class and the method on it, for decorators. */
  controller: Type;
  name: string;
  method: string;
  path: string;
  access: Access | undefined;
}

/** Every route of the application with the access it declares. */
export function declaredRoutes(app: INestApplicationContext): DeclaredRoute[] {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  const modules = [...app.get(ModulesContainer).values()];
  return modules
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => {
      const controller = metatype as Type;
      const prototype = controller.prototype as Record<string, (...args: unknown[]) => unknown>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const method = handler && (Reflect.getMetadata('method', handler) as RequestMethod | undefined);
        if (!handler || method === undefined) return [];
        const path = [Reflect.getMetadata('path', controller), Reflect.getMetadata('path', handler)].flat().filter((p) => p !== '/').join('/');
        return [{ handler: `${controller.name}.${name}`, controller, name, method: RequestMethod[method], path, access: reflector.get<Access>(ACCESS, handler) }];
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
