/**
 * What an error of the file system means for a folder that the launcher writes to, and what to do about it.
 * @param {string} folder
 * @param {unknown} error
 * @returns {{ zh: string, en: string } | null} null where the error is of another kind
 */
export function folderProblem(folder, error) {
  const code = /** @type {NodeJS.ErrnoException} */ (error)?.code;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return {
      zh: `文件夹 ${folder} 不能写入。用拥有它的账号运行，或者改好它的权限后再运行一次。里面的数据没有改动。`,
      en: `The folder ${folder} cannot be written to. Run the command as its owner, or correct its permissions. The data in it is untouched.`,
    };
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      zh: `磁盘已满，文件夹 ${folder} 写不进去。腾出空间后再运行一次。已有的数据没有删除。`,
      en: `The disk is full, the folder ${folder} cannot be written to. Free some space and run the command again. No data was deleted.`,
    };
  }
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return {
      zh: `${folder} 应该是一个文件夹，现在那里是一个文件。把它移走后再运行一次。`,
      en: `${folder} should be a folder, but a file is there. Move it away and run the command again.`,
    };
  }
  return null;
}
