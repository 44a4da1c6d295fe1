import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Bill } from '@models/money/bill.model';

@Table({ tableName: 'bill_lines' })
export class Line extends BaseModel {
  @Column(DataType.STRING)
  text!: string;

  @Column(DataType.INTEGER)
  price!: number;

  @ForeignKey(() => Bill)
  @Column(DataType.UUID)
  billId!: string;

  @BelongsTo(() => Bill)
  bill!: Bill;
}
