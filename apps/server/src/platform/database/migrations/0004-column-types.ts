const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
export const ID = `char(36) ${ASCII}`;
export const HASH = `char(64) ${ASCII}`;
export const code = (length: number): string => `varchar(${length}) ${ASCII}`;
