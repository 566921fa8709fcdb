import { useSearchParams } from 'react-router';

/** Where to go on after signing in: `next` of the address if it lies on this site, else home. `keep` hands it on to another page. */
export function useWayBack(): { back: string; keep: (path: string) => string } {
  const [params] = useSearchParams();
  const next = params.get('next');
  const own = next !== null && /^\/(?![/\\])/.test(next);
  return { back: own ? next : '/', keep: (path) => (own ? `${path}?next=${encodeURIComponent(next)}` : path) };
}
