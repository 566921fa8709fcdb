const PATHS = {
  play: { d: 'M5 2.5v15l12-7.5z', filled: true },
  pause: { d: 'M4 3h4v14H4zM12 3h4v14h-4z', filled: true },
  enter: { d: 'M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5', filled: false },
  leave: { d: 'M8 3v5H3M17 8h-5V3M12 17v-5h5M3 12h5v5', filled: false },
};

/** A sign of the player's controls. Decoration: the control has a name. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  const { d, filled } = PATHS[name];
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" fill={filled ? 'currentColor' : 'none'} stroke={filled ? 'none' : 'currentColor'} strokeWidth="2" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}
