export { type Break, type ChainState, verify } from './chain.ts';
export { exportLines, readExport } from './export.ts';
export { type Audit, type AuditRecord, createAudit, recordLast } from './record.ts';
export { addAuditRoutes } from './routes.ts';
export type { AuditAction, AuditRow, AuditSubject, Head, Outcome } from './schema.ts';
export { type AuditTrail, createAuditTrail } from './trail.ts';
