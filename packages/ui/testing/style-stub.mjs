/** Stands in for a CSS module under jest: every class name is its own key. */
export default new Proxy({}, { get: (_, key) => (typeof key === 'string' ? key : undefined) });
