/** A choice that is on or off; `toggle` is null where it does not exist. */
export interface Toggle {
  on: boolean;
  toggle: (() => void) | null;
}
