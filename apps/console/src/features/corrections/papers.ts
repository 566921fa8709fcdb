/** The endings of papers that are taken; the server looks at how the file begins. */
export const PAPERS = '.pdf,.jpg,.jpeg,.png';
