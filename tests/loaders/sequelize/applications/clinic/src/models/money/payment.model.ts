import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Bill } from '@models/money/bill.model';

@Table({ tableName: 'payments' })
export class Payment extends BaseModel {
  @Column(DataType.JSONB)
  answer!: object;

  @ForeignKey(() => Bill)
  @Column(DataType.UUID)
  billId!: string;

  @BelongsTo(() => Bill)
  bill!: Bill;
}
