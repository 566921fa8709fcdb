// Lets plain Node run this package's sources: imports say `.js`, the files are `.ts`, types are stripped.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const own = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/');
    return next(own ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
