/** A point `radius` away from the origin, `degrees` clockwise from twelve o'clock, rounded to a hundredth. */
export function polar(radius: number, degrees: number): [x: number, y: number] {
  const radians = (degrees * Math.PI) / 180;
  return [hundredth(radius * Math.sin(radians)), hundredth(-radius * Math.cos(radians))];
}

const hundredth = (value: number) => Math.round(value * 100) / 100;
