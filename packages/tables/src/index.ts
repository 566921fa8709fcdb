export { CELL_FAULTS, type Cell, type CellFaultCode, type TableRow, columnLetters } from './cells.js';
export { TABLE_FAULTS, TableError, type TableFault } from './errors.js';
export { LIMITS } from './limits.js';
export { type ReadOptions, readTable } from './read-table.js';
export { writeCsv } from './write-csv.js';
export { type TableColumn, writeTable } from './write-table.js';
export { type TemplateColumn, writeTemplate } from './write-template.js';
