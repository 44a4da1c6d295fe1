import { Column, DataType, Model } from 'sequelize-typescript';

type Constructor = new (...args: any[]) => Model;

/** Whoever changed it last. */
export function Auditable<T extends Constructor>(Base: T) {
  abstract class AuditableModel extends Base {
    @Column({ type: DataType.STRING(80), field: 'changed_by' })
    changedBy?: string;
  }
  return AuditableModel;
}
