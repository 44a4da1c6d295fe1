import { BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript';
import { BaseModel } from '../base/base.model';
import { Visit } from '@models/visits/visit.model';

@Table({ tableName: 'bills' })
export class Bill extends BaseModel {
  @Column(DataType.DECIMAL(10, 2))
  total!: number;

  @ForeignKey(() => Visit)
  @Column(DataType.UUID)
  visitId!: string;

  @BelongsTo(() => Visit)
  visit!: Visit;
}
